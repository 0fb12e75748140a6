// Requests as clients write them that no one here wrote: the wire of the npm package kling-api 1.0.0, and of
// @ai-sdk/klingai 4.0, both by hand from the notes. They hold what such a client would stumble over.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type SimulatorOptions } from '../src/index.ts';
import { gateway } from './gateway.ts';

const created = z.object({
  code: z.literal(0),
  data: z.object({ task_id: z.string(), task_status: z.literal('submitted') }),
});

/** `kling-api`: an api key, legacy routes, references, polls by either id, and packs before it spends. */
async function klingApi(options: SimulatorOptions = {}) {
  const { simulator } = await gateway(options);
  const headers = { Authorization: `Bearer ${simulator.apiKey}`, 'Content-Type': 'application/json' };
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(simulator.url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json: unknown = await response.json();
    return { status: response.status, json };
  };
  return { simulator, call };
}

describe('the wire of kling-api', () => {
  const shot = {
    model_name: 'kling-v2-6',
    prompt: 'A tram crosses a wet boulevard at night',
    mode: 'pro',
    sound: 'off',
    aspect_ratio: '16:9',
    duration: '5',
    external_task_id: 'shot-0042-try-1',
  };

  it('recovers a create whose answer was lost, and pays once', async () => {
    const { simulator, call } = await klingApi();
    const lost = simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    await expect(call('POST', '/v1/videos/text2video', shot)).rejects.toThrow('fetch failed');
    expect(lost.created).toBe(1);
    const repeated = await call('POST', '/v1/videos/text2video', shot);
    expect(repeated).toMatchObject({
      status: 400,
      json: { code: 1201, message: expect.stringMatching(/already exists/) },
    });
    const found = await call('GET', '/v1/videos/text2video/shot-0042-try-1');
    expect(found).toMatchObject({
      status: 200,
      json: { code: 0, message: 'SUCCEED', data: { task_id: simulator.tasks[0]?.id } },
    });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('repeats safely what never arrived: a look-up that finds nothing, then the same body', async () => {
    const { simulator, call } = await klingApi();
    simulator.fault({ on: 'submit', kind: 'cut' });
    await expect(call('POST', '/v1/videos/text2video', shot)).rejects.toThrow('fetch failed');
    expect(await call('GET', '/v1/videos/text2video/shot-0042-try-1')).toMatchObject({
      status: 400,
      json: { code: 1201, message: 'Task not found by id/external id: shot-0042-try-1' },
    });
    const { json } = await call('POST', '/v1/videos/text2video', shot);
    expect(created.safeParse(json).success).toBe(true);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('sends a ratio beside a picture, as most clients do', async () => {
    const { call } = await klingApi();
    const { json } = await call('POST', '/v1/videos/image2video', {
      model_name: 'kling-v2-5-turbo',
      image: 'https://cdn.example.org/frames/pier.jpg',
      prompt: 'Gulls lift off',
      aspect_ratio: '16:9',
      duration: '5',
    });
    expect(created.safeParse(json).success).toBe(true);
  });

  it('looks at its packs, and is told of a retired model in the words that it matches', async () => {
    const { call } = await klingApi({ officialKling: { units: 100 } });
    expect(await call('GET', '/account/costs?start_time=1790000000000&end_time=1790000100000')).toMatchObject(
      {
        json: { data: { resource_pack_subscribe_infos: [{ remaining_quantity: 100 }] } },
      },
    );
    const old = await call('POST', '/v1/videos/text2video', { model_name: 'kling-v1', prompt: 'x' });
    expect(old).toMatchObject({ json: { message: expect.stringMatching(/discontinued/) } });
  });
});

describe('the wire of @ai-sdk/klingai', () => {
  /** It signs a token for every call, without `iat`, and polls every 5 s until `succeed`. */
  const token = (accessKey: string, secretKey: string) => {
    const now = Math.floor(Date.now() / 1000);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: accessKey, exp: now + 1800, nbf: now - 5 })}`;
    return `${text}.${createHmac('sha256', secretKey).update(text).digest('base64url')}`;
  };
  const task = z.object({
    code: z.literal(0),
    data: z.object({
      task_status: z.string(),
      task_result: z.object({ videos: z.array(z.object({ url: z.url(), duration: z.string() })).optional() }),
    }),
  });

  it('makes a video from a picture and polls for it', async () => {
    const { simulator } = await gateway();
    const send = (path: string, init: RequestInit = {}) =>
      fetch(simulator.url + path, {
        ...init,
        headers: {
          Authorization: `Bearer ${token('ak-simulator', 'sk-simulator-secret')}`,
          'Content-Type': 'application/json',
        },
      });
    const response = await send('/v1/videos/image2video', {
      method: 'POST',
      body: JSON.stringify({
        model_name: 'kling-v2-6',
        image: 'iVBORw0KGgo=',
        image_tail: 'https://cdn.example.org/frames/end.jpg',
        prompt: 'Dawn breaks over the pier',
        mode: 'pro',
        duration: '5',
      }),
    });
    const { data } = created.parse(await response.json());
    const path = `/v1/videos/image2video/${data.task_id}`;
    const poll = async () => task.parse(await (await send(path)).json());
    const words: string[] = [];
    for (let polls = 0; polls < 5; polls += 1) {
      words.push((await poll()).data.task_status);
      simulator.advance(5);
    }
    expect(words).toEqual(['submitted', 'processing', 'processing', 'processing', 'succeed']);
    const { task_result: result } = (await poll()).data;
    expect((await fetch(result.videos?.[0]?.url ?? '')).headers.get('Content-Type')).toBe('video/mp4');
  });
});
