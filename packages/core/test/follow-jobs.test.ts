import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { followJobs, type JobNews } from '@vid/core/remote';
import { expect, it, onTestFinished } from 'vitest';
import { jobOf } from './remote-server.ts';

type Connection = (outgoing: ServerResponse, incoming: IncomingMessage) => void;

/** A server whose connections are these, one after the other; the last one for all that follow. */
async function eventServer(...connections: readonly Connection[]) {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.url} ${incoming.headers.authorization ?? ''}`.trim());
    connections[Math.min(asked.length, connections.length) - 1]?.(outgoing, incoming);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/video`, asked };
}

const stream =
  (...parts: readonly string[]): Connection =>
  (outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const part of parts) outgoing.write(part);
  };
const broken =
  (...parts: readonly string[]): Connection =>
  (outgoing, incoming) => {
    stream(...parts)(outgoing, incoming);
    // After what was written has left.
    setImmediate(() => incoming.socket.destroy());
  };
const job = (revision: number, id: string) =>
  `event: job\nid: ${revision}\ndata: ${JSON.stringify(jobOf(id, { revision }))}\n\n`;
const deleted = (revision: number, id: string) => `event: deleted\nid: ${revision}\ndata: {"id":"${id}"}\n\n`;
const clock = { now: () => Date.now(), sleep: async () => undefined };

const named = (news: JobNews) =>
  `${news.revision} ${news.kind} ${news.kind === 'job' ? news.job.id : news.id}`;

/** The first so many, after which the reader leaves. */
async function read(news: AsyncGenerator<JobNews>, count: number): Promise<readonly string[]> {
  const seen: string[] = [];
  for await (const one of news) if (seen.push(named(one)) === count) break;
  return seen;
}

it('tells each change, and goes on where the connection broke', async () => {
  const [head, tail] = [job(4, 'job-2').slice(0, 20), job(4, 'job-2').slice(20)] as const;
  const server = await eventServer(
    broken(':\n\n', job(3, 'job-1'), head),
    (outgoing) => void outgoing.writeHead(502, { 'content-type': 'text/html' }).end('Bad gateway'),
    stream(head, tail, 'event: newer\nid: 5\ndata: {}\n\n', deleted(6, 'job-1')),
  );
  const connection: boolean[] = [];
  const onConnection = (connected: boolean) => void connection.push(connected);
  const news = followJobs(server.url, { clock, token: 'secret-0123456789', onConnection });
  expect(await read(news, 3)).toEqual(['3 job job-1', '4 job job-2', '6 deleted job-1']);
  const by = 'Bearer secret-0123456789';
  expect(server.asked).toEqual([
    `/video/events?after=0 ${by}`,
    `/video/events?after=3 ${by}`,
    `/video/events?after=3 ${by}`,
  ]);
  expect(connection).toEqual([true, false, false, true]);
});

it('begins after what is known, and leaves when it is told to', async () => {
  const ended = Promise.withResolvers<void>();
  const server = await eventServer((outgoing, incoming) => {
    stream(job(8, 'job-1'))(outgoing, incoming);
    outgoing.once('close', () => ended.resolve());
  });
  const stop = new AbortController();
  const seen: string[] = [];
  for await (const news of followJobs(server.url, { after: 7, signal: stop.signal, clock })) {
    seen.push(named(news));
    stop.abort();
  }
  expect(seen).toEqual(['8 job job-1']);
  expect(server.asked).toEqual(['/video/events?after=7']);
  await expect(ended.promise).resolves.toBeUndefined();
});

it('says why it is not connected', async () => {
  const server = await eventServer(
    (outgoing) => void outgoing.writeHead(401, { 'content-type': 'application/json' }).end('{}'),
    stream(job(1, 'job-1')),
  );
  const told: unknown[] = [];
  const onConnection = (connected: boolean, error?: unknown) => void told.push(error ?? connected);
  await read(followJobs(server.url, { clock, onConnection }), 1);
  expect(told).toEqual([expect.objectContaining({ code: 'authentication', httpStatus: 401 }), true]);
});
