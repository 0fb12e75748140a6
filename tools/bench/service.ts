/* A service that answers at once, from a process of its own so that its work is not counted. */
import { createServer } from 'node:http';
import { answerTo } from './answers.ts';

const server = createServer((request, response) => {
  const [status, body] = answerTo(request);
  request.resume().on('end', () => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.once('disconnect', () => process.exit());
