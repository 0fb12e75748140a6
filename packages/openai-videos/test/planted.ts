import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { VideoError, type VideoTask } from '@vid/core';
import { onTestFinished } from 'vitest';
import { createOpenaiVideos, type DialectName, type OpenaiVideosSettings } from '../src/index.ts';

export const apiKey = 'sk-planted-0123456789';

export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly type: string;
  readonly body: string;
}

/** What a planted service says: JSON, or a text as a page. */
export interface Planted {
  readonly status?: number;
  readonly json?: unknown;
  readonly page?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function read(request: IncomingMessage): Promise<Asked> {
  const { method = '', url = '', headers } = request;
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('latin1');
  return { method, url, authorization: headers.authorization, type: headers['content-type'] ?? '', body };
}

/** A real server that says what is planted, by method and path with its query; and what it was asked. */
export async function plant(answers: Readonly<Record<string, Planted>>) {
  const asked: Asked[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const call = await read(request);
    asked.push(call);
    const { status = 200, json, page, headers } = answers[`${call.method} ${call.url}`] ?? { status: 418 };
    const type = page === undefined ? 'application/json' : 'text/html';
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(page ?? (json === undefined ? '' : JSON.stringify(json)));
  };
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { baseUrl: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, asked };
}

/** A provider at a planted service. */
export async function providerAt(
  dialect: DialectName,
  answers: Readonly<Record<string, Planted>>,
  settings: OpenaiVideosSettings = {},
) {
  const planted = await plant(answers);
  const { baseUrl } = planted;
  const provider = createOpenaiVideos({ dialect, baseUrl, apiKey, models: ['film-1'], ...settings });
  return { ...planted, provider };
}

export const taskOf = (api: DialectName, id = 'video_1'): VideoTask => ({
  provider: 'openai-videos',
  api,
  model: 'film-1',
  id,
  createdAt: new Date().toISOString(),
  status: 'queued',
});

export async function errorOf(promise: Promise<unknown> | undefined): Promise<VideoError> {
  const error: unknown = await promise?.catch((reason: unknown) => reason);
  if (error instanceof VideoError) return error;
  throw new TypeError(`no VideoError: ${String(error)}`);
}
