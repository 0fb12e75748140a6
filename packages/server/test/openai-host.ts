import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import OpenAI from 'openai';
import { onTestFinished, vi } from 'vitest';
import { startHost } from './fixture.ts';

type Host = Parameters<typeof startHost>[0];

/** A real client of OpenAI at a real server; its pauses between attempts are its own. */
export async function startOpenai(given: Host = {}) {
  const host = await startHost(given);
  const client = new OpenAI({ apiKey: 'sk-of-nobody', baseURL: `${host.url}/v1` });
  const { videos } = client;
  /** Once it has ended. */
  const ended = async (id: string) => {
    for (;;) {
      const video = await videos.retrieve(id);
      if (video.status === 'completed' || video.status === 'failed') return video;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { ...host, client, videos, ended };
}

export interface Passed {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer<ArrayBuffer>;
}

/** Stands before a server, passes everything on, and loses answers: `loses` says of which calls, by their number of a method. */
export async function startLossy(url: string, loses: (call: Passed, number: number) => boolean | 'held') {
  const calls: Passed[] = [];
  let answered = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method = '', url: path = '', headers } = request;
      const call = { method, url: path, headers, body: Buffer.concat(chunks) };
      calls.push(call);
      const isLost = loses(call, calls.filter((one) => one.method === method).length);
      const { host: _host, connection: _connection, 'content-length': _length, ...kept } = headers;
      const passed = await fetch(url + path, {
        method,
        // oxlint-disable-next-line no-restricted-properties -- names and texts, as they came
        headers: Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, String(value)])),
        ...(method === 'POST' && { body: call.body }),
      });
      const body = Buffer.from(await passed.arrayBuffer());
      answered += 1;
      if (isLost === 'held') return response;
      if (isLost) return response.destroy();
      const told = ['content-type', 'x-should-retry', 'retry-after', 'idempotent-replayed'];
      for (const name of told) {
        const value = passed.headers.get(name);
        if (value !== null) response.setHeader(name, value);
      }
      return response.writeHead(passed.status).end(body);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  /** Until the server has answered every call, whoever heard it. */
  const answers = () => vi.waitUntil(() => answered === calls.length, { timeout: 60_000 });
  return { url: `http://127.0.0.1:${port}`, calls, answers };
}
