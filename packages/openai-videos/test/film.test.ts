import { describe, expect, it, vi } from 'vitest';
import { createOpenaiVideos } from '../src/index.ts';
import { apiKey, errorOf, type Planted, providerAt } from './planted.ts';

/* LocalAI makes the film while it is asked: POST /video, and no job (openai-videos.md 1, 3.1, 3.3). */

const prompt = 'a boat';
const made = (film: object): Readonly<Record<string, Planted>> => ({
  'POST /video': { json: { created: 1_768_466_100, data: [film] } },
});

describe('a film that is made while it is asked for', () => {
  it.each([
    ['the id of the answer', { id: 'f7' }, 'f7'],
    ['the name of its file', {}, 'b64123.mp4'],
  ])('is a finished task by %s', async (_what, more, id) => {
    const url = 'http://gpu:8080/generated-videos/b64123.mp4?x=1';
    const { provider, asked } = await providerAt('localai', {
      'POST /video': { json: { ...more, data: [{ url, b64_json: '' }] } },
    });
    const task = await provider.generate({ prompt });
    expect(task).toMatchObject({ id, status: 'succeeded', videos: [{ url }] });
    expect(await provider.query(task)).toEqual(task);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['no film', { 'POST /video': { json: { created: 1, data: [] } } }],
    ['base64 in place of a link', made({ b64_json: 'AAAA' })],
    ['an empty link', made({ url: '' })],
    ['what is no link', made({ url: 'file.mp4' })],
    [
      'a 500',
      { 'POST /video': { status: 500, json: { error: { code: 500, message: 'no memory', type: '' } } } },
    ],
  ])('is unknown after %s, and not made twice', async (_what, answers) => {
    const { provider, asked } = await providerAt('localai', answers);
    const error = await errorOf(provider.generate({ prompt }, { retries: 3 }));
    expect([error.code, asked.length]).toEqual(['submission-unknown', 1]);
  });

  it('has frames in places of their own, and says pixels side by side', async () => {
    const { provider, asked } = await providerAt('localai', made({ url: 'http://gpu:8080/a.mp4' }));
    await provider.generate({
      prompt,
      negativePrompt: 'fog',
      firstFrame: 'https://example.com/a.png',
      resolution: '720p',
      aspectRatio: '16:9',
      seed: 0,
      providerOptions: { 'openai-videos': { extra: { num_frames: 81, fps: 16 } } },
    });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      model: 'film-1',
      prompt,
      negative_prompt: 'fog',
      start_image: 'https://example.com/a.png',
      width: 1280,
      height: 720,
      seed: 0,
      num_frames: 81,
      fps: 16,
    });
  });

  it('has no secret in an error', async () => {
    const quoted = `slow down, ${apiKey}, https://x.example/y?sig=planted-signature`;
    const { provider } = await providerAt('localai', {
      'POST /video': { status: 429, json: { error: { code: 429, message: quoted, type: '' } } },
    });
    const error = await errorOf(provider.generate({ prompt }, { retries: 0 }));
    expect(error.message).toContain('slow down');
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/planted/);
  });

  it.each([
    ['a length, which it declares and does not use', { duration: 5 }],
    [
      'an answer without a link',
      { providerOptions: { 'openai-videos': { extra: { response_format: 'b64_json' } } } },
    ],
  ])('is refused with %s', async (_what, more) => {
    const { provider, asked } = await providerAt('localai', {});
    expect((await errorOf(provider.generate({ prompt, ...more }))).code).toBe('unsupported');
    expect(asked).toHaveLength(0);
  });

  it('takes its time, and a caller need not', async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    const fetch: typeof globalThis.fetch = (_input, init) => {
      signals.push(init?.signal);
      return new Promise(() => undefined);
    };
    vi.useFakeTimers();
    const provider = createOpenaiVideos({
      dialect: 'localai',
      baseUrl: 'http://gpu:8080',
      models: ['a'],
      fetch,
    });
    const controller = new AbortController();
    const ended = provider
      .generate({ prompt }, { signal: controller.signal })
      .catch((reason: unknown) => reason);
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(3_000_000);
    expect(signals[0]?.aborted).toBe(false);
    controller.abort();
    expect(await ended).toMatchObject({ name: 'AbortError' });
    vi.useRealTimers();
  });
});
