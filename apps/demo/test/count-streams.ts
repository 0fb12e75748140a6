import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import { onTestFinished } from 'vitest';

/** Stands before a demo and counts the streams of runs that are open through it. */
export async function countStreams(demo: string) {
  const open = new Set<string>();
  let opened = 0;
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming;
    if (url === '/api/runs/events') {
      opened += 1;
      const name = String(opened);
      open.add(name);
      outgoing.once('close', () => open.delete(name));
    }
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
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    open: () => open.size,
    /** All that there ever were. */
    opened: () => opened,
  };
}
