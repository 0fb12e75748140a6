import { createRouter, VideoError } from '@vid/core';
import { fromVideoModel, probedRows, type StartableModel, type VideoModelSettings } from '@vid/ai-sdk';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it } from 'vitest';
import { openFake } from './fake-services.ts';
import { reasonOf } from './open-vid.ts';

/* The package that is installed may be of another version than the one whose types were read. */

const boat = { prompt: 'a paper boat' } as const;
const operation = { requestId: 'r-1' } as const;

/** A model that answers whatever it is told to. */
function openOdd(
  answers: { readonly start?: object; readonly statuses?: readonly unknown[] },
  more: Partial<VideoModelSettings> = {},
) {
  const statuses = [...(answers.statuses ?? [])];
  const known: StartableModel = {
    specificationVersion: 'v4',
    provider: 'xai.video',
    modelId: 'grok-imagine-video',
    doStart: async () => ({ operation, warnings: [] }),
    doStatus: async () => ({ status: 'pending' }),
  };
  const model: StartableModel = Object.assign(known, {
    ...(answers.start !== undefined && { doStart: async () => answers.start }),
    doStatus: async () => (statuses.length > 1 ? statuses.shift() : statuses[0]),
  });
  return fromVideoModel({ id: 'xai', model, rows: probedRows.xai, ...more });
}

describe('a start that was paid is a task', () => {
  it.each([
    ['null', null, undefined],
    ['a text', 'careful', undefined],
    ['a list of nothing', [null], ['null']],
    [
      'words of its version 6',
      [{ type: 'unsupported', setting: 'fps', details: 'ignored' }],
      ['fps: ignored'],
    ],
    ['what nobody has words for', [{ type: 'later', of: 7 }], ['{"type":"later","of":7}']],
  ])('whatever it warns of: %s', async (_what, warnings, told) => {
    let heard: readonly string[] | undefined;
    const onWarnings = (_task: unknown, texts: readonly string[]) => {
      heard = texts;
    };
    const provider = openOdd({ start: { operation, warnings } }, { onWarnings });
    expect(await provider.generate(boat)).toMatchObject({ id: 'r-1', status: 'queued' });
    expect(heard).toEqual(told);
  });
});

const done = { status: 'completed', videos: [{ type: 'url', url: 'https://files.example/boat.mp4' }] };

describe('a status that nobody knows', () => {
  const odd: readonly (readonly [what: string, answer: unknown])[] = [
    ['another word', { status: 'canceled' }],
    ['an end without a list', { status: 'completed' }],
    ['an end with null', { status: 'completed', videos: null }],
    ['a link that is missing', { status: 'completed', videos: [{ type: 'url', mediaType: 'video/mp4' }] }],
    [
      'another kind of file',
      { status: 'completed', videos: [{ type: 'file', data: { url: 'https://a/b' } }] },
    ],
    ['bytes that are none', { status: 'completed', videos: [{ type: 'binary', data: {} }] }],
    ['no bytes', { status: 'completed', videos: [{ type: 'binary', data: new Uint8Array() }] }],
    ['no base64', { status: 'completed', videos: [{ type: 'base64', data: '%%%' }] }],
    ['an empty text', { status: 'completed', videos: [{ type: 'base64', data: '' }] }],
    ['an error without words', { status: 'error' }],
    ['an error of another shape', { status: 'error', error: { message: 'it broke' } }],
    ['nothing', null],
    ['a list', []],
  ];

  it.each(odd)('is trouble, which ends no wait and stores nothing: %s', async (_what, answer) => {
    const stored: unknown[] = [];
    const resultStore = {
      name: 'store',
      put: async (file: unknown) => {
        stored.push(file);
        return { url: 'https://store.example/boat.mp4' };
      },
    };
    const provider = openOdd({ statuses: [answer, answer, done] }, { resultStore });
    const task = await provider.generate(boat);
    const reason = await reasonOf(provider.query(task));
    expect(reason).toBeInstanceOf(VideoError);
    expect(reason).toMatchObject({ code: 'provider-unavailable' });
    const router = createRouter([provider], { clock: virtualClock() });
    expect(await router.wait(task)).toMatchObject({
      status: 'succeeded',
      videos: [{ url: 'https://files.example/boat.mp4' }],
    });
    expect(stored).toEqual([]);
  });

  it('is named', async () => {
    const provider = openOdd({ statuses: [{ status: 'canceled' }] });
    const task = await provider.generate(boat);
    expect(await reasonOf(provider.query(task))).toMatchObject({
      message: expect.stringContaining('"canceled"'),
    });
  });
});

describe('what no header may hold', () => {
  it('is refused before anything is sent', async () => {
    const { provider, starts } = openFake('xai');
    const headers = { 'x-team': 'лодки' };
    const reason = await reasonOf(provider.generate(boat, { headers }));
    expect(reason).toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('Nothing was sent'),
    });
    expect(starts).toEqual([]);
    const task = await provider.generate(boat);
    expect(await reasonOf(provider.query(task, { headers }))).toMatchObject({ code: 'invalid-request' });
  });

  it('goes percent-encoded where it is the name of a request', async () => {
    const { provider, starts } = openFake('xai');
    await provider.generate(boat, { reference: 'кадр 7' });
    expect(starts[0]?.headers.get('idempotency-key')).toBe(encodeURIComponent('кадр 7'));
  });
});
