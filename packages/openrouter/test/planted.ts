import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { VideoError, type VideoTask } from '@vid/core';
import { onTestFinished } from 'vitest';
import { createOpenrouter, type OpenrouterSettings } from '../src/index.ts';

export const apiKey = 'sk-or-planted-0123456789';
export const jobId = 'gen-vid-1768466100-AbCdEfGhIjKlMnOpQrSt';

export interface Planted {
  readonly status?: number;
  /** JSON, or a text as a page. */
  readonly json?: unknown;
  readonly page?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A real server that says what is planted, by method and path with its query; and what it was asked. */
export async function plant(answers: Record<string, Planted>) {
  const asked: {
    readonly call: string;
    readonly authorization: string | undefined;
    readonly body: string;
  }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = `${request.method} ${request.url}`;
    const body = Buffer.concat(chunks).toString();
    asked.push({ call, authorization: request.headers.authorization, body });
    const { status = 200, json, page, headers } = answers[call] ?? { status: 418 };
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
  return { baseUrl: `http://127.0.0.1:${port}`, asked, answers };
}

/** A provider at a planted service. */
export async function providerAt(answers: Record<string, Planted>, settings: OpenrouterSettings = {}) {
  const planted = await plant(answers);
  const provider = createOpenrouter({ baseUrl: planted.baseUrl, apiKey, ...settings });
  return { ...planted, provider };
}

export const stored: VideoTask = {
  provider: 'openrouter',
  api: 'official',
  model: 'x-ai/grok-imagine-video',
  id: jobId,
  createdAt: new Date().toISOString(),
  status: 'queued',
};

export async function errorOf(promise: Promise<unknown>): Promise<VideoError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof VideoError) return error;
  throw new TypeError(`no VideoError: ${String(error)}`);
}
