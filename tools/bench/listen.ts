import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

/** A server on this machine, and its address. */
export async function listen(answer: RequestListener) {
  const server = createServer(answer);
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The service has no port.');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${address.port}`, server, close };
}
