import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { bearer, createHttpProvider, mediaText, refused } from '@vid/core/provider-kit';
import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { png, tableOf } from './fixture.ts';

async function read(request: IncomingMessage) {
  const { 'content-type': type = '' } = request.headers;
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = new Response(new Uint8Array(Buffer.concat(chunks)), { headers: { 'content-type': type } });
  return { type, form: await body.formData() };
}

/** A provider whose submits are forms, and what its service gets. */
async function acme() {
  const got: { readonly type: string; readonly form: FormData }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    got.push(await read(request));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"job-1"}');
  };
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const provider = createHttpProvider({
    provider: 'acme',
    api: 'direct',
    capabilities: tableOf({ prompt: {}, firstFrame: { from: ['data'] } }),
    baseUrl: `http://127.0.0.1:${port}`,
    authentication: bearer('key', { provider: 'acme', variable: 'VID_TEST_ACME_KEY' }),
    errors: { read: () => undefined, statuses: { 400: refused('invalid-request') } },
    statuses: { waiting: 'queued' },
    submit: {
      request: ({ request: { prompt = '', firstFrame } }) => ({
        path: '/jobs',
        body: {
          prompt,
          tags: ['one', 'two'],
          ...(firstFrame !== undefined && { picture: mediaText(firstFrame, 'data-uri') }),
        },
        form: ['picture'],
      }),
      readTask: (json) => z.safeParse(z.object({ id: z.string() }), json).data,
    },
    query: { request: ({ id }) => ({ path: `/jobs/${id}` }), readTask: () => undefined },
  });
  return { provider, got };
}

it('a form leaves as parts, a file with its bytes, type and name, and is shown as texts', async () => {
  const { provider, got } = await acme();
  const picture = png(5);
  const request = { prompt: 'say "cheese"\n--x', firstFrame: picture };
  expect(provider.prepare(request)).toMatchObject({
    headers: { 'content-type': 'multipart/form-data' },
    body: { prompt: request.prompt, tags: ['one', 'two'], picture: 'data:image/png;base64,AAAAAAA=' },
  });
  await expect(provider.generate(request)).resolves.toMatchObject({ id: 'job-1' });
  const [first] = got;
  if (first === undefined) throw new Error('nothing arrived');
  const { type, form } = first;
  expect(type).toMatch(/^multipart\/form-data; boundary=\S+$/);
  expect([...form.keys()]).toEqual(['prompt', 'tags', 'tags', 'picture']);
  expect(form.get('prompt')).toBe(request.prompt);
  const file = form.get('picture');
  if (!(file instanceof File)) throw new TypeError('no file');
  expect([file.name, file.type, new Uint8Array(await file.arrayBuffer())]).toEqual([
    'picture.png',
    'image/png',
    picture.data,
  ]);
});

it('two equal forms have one fingerprint, whatever their boundaries', async () => {
  const { provider } = await acme();
  const prints: string[] = [];
  for (const prompt of ['a boat', 'a boat', 'a kite'])
    await provider.generate({ prompt }, { onSubmission: ({ fingerprint }) => void prints.push(fingerprint) });
  expect(prints[0]).toBe(prints[1]);
  expect(prints[0]).not.toBe(prints[2]);
});
