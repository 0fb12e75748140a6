import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { body, clientOf, startHost } from './fixture.ts';

const media = z.optional(z.record(z.string(), z.object({ schema: z.optional(z.unknown()) })));
const operation = z.object({
  requestBody: z.optional(z.object({ content: media })),
  responses: z.record(z.string(), z.object({ content: media })),
});
const document = z.object({
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

async function readDocument(send: (path: string) => Promise<Response>) {
  const json: unknown = await (await send('/openapi.json')).json();
  return { json, ...z.parse(document, json) };
}

describe('the OpenAPI document', () => {
  it('is one, and has every route that a client uses', async () => {
    const { send, url } = await startHost({ settings: { token: 'a-token-that-nobody-guesses' } });
    const { json, paths, servers } = await readDocument(send);
    const result = await new Validator().validate(z.parse(z.looseObject({}), structuredClone(json)));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(servers).toEqual([{ url }]);
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(routes.toSorted()).toEqual([
      'delete /tasks/{id}',
      'delete /v1/videos/{id}',
      'get /capabilities',
      'get /events',
      'get /spending',
      'get /tasks',
      'get /tasks/{id}',
      'get /tasks/{id}/videos/{index}',
      'get /v1/models',
      'get /v1/models/{id}',
      'get /v1/videos',
      'get /v1/videos/{id}',
      'get /v1/videos/{id}/content',
      'post /plan',
      'post /prepare',
      'post /tasks',
      'post /tasks/{id}/adopt',
      'post /tasks/{id}/cancel',
      'post /tasks/{id}/resume',
      'post /v1/videos',
    ]);
    expect(Object.keys(paths['/v1/videos']?.['post']?.requestBody?.content ?? {})).toEqual([
      'application/json',
      'multipart/form-data',
    ]);
    // A generator leaves what is read-only out of a request.
    expect(JSON.stringify(json)).not.toContain('readOnly');
  });

  it('says what is answered, well and not', async () => {
    const { send, post, jobIn, simulator } = await startHost({ simulator: { speed: 20 } });
    const { paths } = await readDocument(send);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const check = async (route: string, method: string, answer: Response) => {
      const { responses } = paths[route]?.[method] ?? {};
      const described = responses?.[String(answer.status)] ?? responses?.['default'];
      const schema = described?.content?.['application/json']?.schema;
      if (typeof schema !== 'object' || schema === null) throw new Error(`${method} ${route} has no schema`);
      const json = await answer.json();
      const validate = ajv.compile(schema);
      expect([route, answer.status, validate(json), validate.errors]).toEqual([
        route,
        answer.status,
        true,
        null,
      ]);
      return json;
    };
    await check('/capabilities', 'get', await send('/capabilities'));
    await check('/plan', 'post', await post('/plan', body));
    await check('/prepare', 'post', await post('/prepare', body));
    const job = await check(
      '/tasks',
      'post',
      await post('/tasks', body, { 'idempotency-key': 'a', prefer: 'wait=30' }),
    );
    await check('/tasks', 'post', await post('/tasks', body, { 'idempotency-key': 'a' }));
    await check('/tasks/{id}', 'get', await send(`/tasks/${job.id}`));
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    const unknown = await check('/tasks', 'post', await post('/tasks', body, { prefer: 'wait=30' }));
    expect(unknown.phase).toBe('unknown');
    simulator.fault({ on: 'submit', kind: 'sensitive-words-400' });
    const refused = await check('/tasks', 'post', await post('/tasks', body, { prefer: 'wait=30' }));
    expect(refused.phase).toBe('refused');
    await jobIn(job.id, ['succeeded']);
    await check('/tasks/{id}', 'get', await send(`/tasks/${job.id}`));
    await check('/tasks', 'get', await send('/tasks'));
    await check('/spending', 'get', await send('/spending'));
    await check('/tasks/{id}/cancel', 'post', await post(`/tasks/${job.id}/cancel`, {}));
    await check('/tasks/{id}/resume', 'post', await post(`/tasks/${job.id}/resume`, {}));
    await check('/tasks/{id}', 'get', await send('/tasks/nobody'));
    await check('/v1/videos', 'get', await send('/v1/videos'));
    await check('/v1/videos/{id}', 'get', await send(`/v1/videos/${job.id}`));
    await check('/v1/videos/{id}', 'get', await send('/v1/videos/nobody'));
    await check(
      '/v1/videos',
      'post',
      await post('/v1/videos', { model: body.request.model, prompt: 'a boat' }),
    );
    await check('/v1/videos', 'post', await post('/v1/videos', { fps: 24 }));
    await check('/v1/models', 'get', await send('/v1/models'));
    await check('/v1/models/{id}', 'get', await send('/v1/models/kling:kling-v2-6%20(gateway)'));
    await check('/v1/videos/{id}', 'delete', await send(`/v1/videos/${job.id}`, { method: 'DELETE' }));
    await check('/tasks', 'post', await post('/tasks', { request: { duration: 'x' } }));
    await check('/tasks', 'post', await post('/tasks', { request: { ...body.request, duration: 77 } }));
  });

  it('says where the server is', async () => {
    const host = await startHost({
      settings: { owner: () => 'ann', basePath: '/api/vid', url: 'https://videos.example.com/api/vid/' },
    });
    const { servers, paths } = await readDocument((path) => host.send(`/api/vid${path}`));
    expect([servers, paths['/tasks'] !== undefined]).toEqual([
      [{ url: 'https://videos.example.com/api/vid' }],
      true,
    ]);
    expect((await host.send('/tasks')).status).toBe(404);
    const { id } = await (await host.post('/api/vid/tasks', body)).json();
    const { task } = await clientOf(`${host.url}/api/vid`).jobIn(id, ['succeeded', 'failed']);
    expect(task.videos[0].url).toBe(`https://videos.example.com/api/vid/tasks/${id}/videos/0`);
  });
});
