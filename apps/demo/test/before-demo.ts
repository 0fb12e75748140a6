import { once } from 'node:events';
import { createServer, request as ask, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/**
 * A server before a demo until the test ends; its address. Every stream of runs is given to `onStream`, which says whether it has
 * answered it; all else is the demo's.
 */
export async function standBefore(
  demo: string,
  onStream: (stream: ServerResponse) => boolean,
): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming;
    if (url === '/api/runs/events' && onStream(outgoing)) return;
    const onward = ask(demo + url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.once('error', () => outgoing.destroy());
    outgoing.once('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}
