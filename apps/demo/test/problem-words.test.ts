import {
  adaptableFields,
  explainChange,
  explainProblem,
  planRequest,
  type Problem,
  type RoutingOptions,
  VideoError,
} from '@vid/core';
import { describe, expect, test } from 'vitest';
import { changeInChinese, chineseNames, fieldInChinese, problemInChinese } from '@vid/core/chinese';
import { problemInWords } from '../src/page/plan/problem-words.ts';
import { changeInWords } from '../src/page/plan/words.ts';
import { connectionEntries } from '../src/server/providers.ts';
import { languages } from './languages.ts';

const models = connectionEntries.flatMap(
  ({ create }) => create({ baseUrl: 'http://127.0.0.1:40009' }).capabilities.models,
);

const bytes = { data: Uint8Array.of(1, 2, 3), mediaType: 'image/tiff' };
const large = { data: new Uint8Array(60_000_000), mediaType: 'image/png' };
const link = 'https://example.com/a.png';
const clip = 'https://example.com/a.mp4';
const axes = { pan: 3, zoom: -4 };

/** Odd requests: each asks something that somebody cannot. */
const odd: readonly Record<string, unknown>[] = [
  {},
  { prompt: '' },
  { prompt: '长'.repeat(3_000) },
  { prompt: '猫', negativePrompt: '狗'.repeat(3_000) },
  { prompt: '猫', duration: 7 },
  { prompt: '猫', duration: 99, aspectRatio: '5:4', resolution: '240p' },
  { prompt: '猫', size: '999x999', quality: 'pro' },
  { prompt: '猫', resolution: '4k', size: '1280x720' },
  { prompt: '猫', watermark: true, audio: true, seed: -1 },
  { prompt: '猫', watermark: false, audio: false, seed: 5_000_000_000 },
  { prompt: '猫', callbackUrl: 'https://example.com/hook' },
  { firstFrame: link },
  { firstFrame: bytes, prompt: '猫' },
  { firstFrame: large, lastFrame: link },
  { lastFrame: link },
  { firstFrame: link, lastFrame: link, cameraControl: axes, quality: 'pro' },
  { prompt: '猫', cameraControl: axes },
  { prompt: '猫', cameraControl: { roll: 2 } },
  { prompt: '猫', cameraControl: { preset: 'orbit' } },
  { prompt: '猫', cameraControl: { preset: 'hitchcock_dolly_in', strength: 'huge' } },
  { prompt: '猫', cameraControl: { preset: 'down_back', strength: 'weak' } },
  { references: [link, link, link, link, link, link, link, link, link, link, link] },
  { references: [bytes, large], prompt: '猫', duration: 5 },
  { references: [link], referenceVideos: [clip, clip, clip, clip, clip], prompt: '猫' },
  { referenceAudio: [clip, clip, clip, clip, clip], prompt: '猫' },
  { sourceVideo: clip, prompt: '猫', duration: 5 },
  { extendVideo: 'id-1', prompt: '猫' },
  { firstFrame: link, motionMasks: {} },
  {
    firstFrame: link,
    motionMasks: {
      static: bytes,
      dynamic: Array.from({ length: 9 }, () => ({ mask: bytes, trajectory: [{ x: 0.5, y: 1 }] })),
    },
  },
  { prompt: '猫', providerOptions: { kling: { cfgScale: 9, nothing: 1 } } },
  { prompt: '猫', providerOptions: { runway: { nothing: 1 }, jimeng: { nothing: 1 } } },
  { prompt: '猫', model: 'kling-v99' },
  { prompt: '猫', model: 'kling:kling-v99' },
];

const malformed: readonly unknown[] = [
  { promt: 1 },
  { zzzzzz: 1 },
  { prompt: 5, duration: 0, aspectRatio: 'wide', resolution: 'high', size: 'big', quality: 'best' },
  { watermark: 'yes', seed: 0.5, callbackUrl: 'http://example.com', extendVideo: '', references: [] },
  { firstFrame: 'http://example.com', lastFrame: { data: 1, mediaType: 5 }, cameraControl: 5 },
  { providerOptions: 5, unchecked: ['nothing'], motionMasks: { static: 1, dynamic: 5 }, model: '' },
  { cameraControl: { pan: 11 }, references: ['x'], duration: '5' },
  5,
];

const routing: readonly RoutingOptions[] = [
  {},
  { adapt: adaptableFields },
  { needs: ['cancel'] },
  { needs: ['reconcile', 'callback'] },
  { needs: ['1080p'] },
  { needs: ['1080p', 'cancel', 'reconcile'] },
  { maxCost: { amount: 0.01, currency: 'USD' } },
];

const lettersOf = (text: string): readonly string[] => text.match(/[A-Za-z]+/g) ?? [];

/** Values, and by choice the keys, of whatever is given; bytes are none. */
function* wordsIn(value: unknown, withKeys: boolean): Generator<string> {
  if (typeof value === 'string') yield* lettersOf(value);
  else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const [key, part] of Object.entries(value)) {
      if (withKeys) yield* lettersOf(key);
      yield* wordsIn(part, withKeys);
    }
  }
}

/** Names and values, which are the same in every language: no prose. */
const tableWords = new Set(
  models.flatMap(({ provider, model, rows }) => [
    ...lettersOf(`${provider} ${model}`),
    ...rows.flatMap(({ accepts }) => [
      ...wordsIn(accepts, false),
      ...Object.keys(accepts.providerOptions ?? {}).flatMap(lettersOf),
    ]),
  ]),
);

/** Units, standards and the names of kinds that are the same in Chinese texts. */
const international = ['UTF', 'URL', 'https', 'USD', 'CNY', 'data', 'unchecked', 'true', 'false'];

/** The name of a field is prose: it has a Chinese name. */
function namesFor(request: unknown): ReadonlySet<string> {
  const names = new Set([...tableWords, ...international, ...wordsIn(request, true)]);
  for (const field of Object.keys(chineseNames.fields)) names.delete(field);
  return names;
}

const proseIn = (sentence: string, names: ReadonlySet<string>): readonly string[] =>
  (sentence.replaceAll(/"[^"]*"|\{[^}]*\}/g, '').match(/[A-Za-z]{2,}/g) ?? []).filter(
    (word) => !names.has(word),
  );

function attempt(request: unknown, option: RoutingOptions): readonly Problem[] {
  try {
    const input: object = typeof request === 'object' && request !== null ? request : {};
    const { rejected } = planRequest({ models }, input, option);
    return rejected.flatMap(({ problems }) => problems);
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    return error.problems ?? [];
  }
}

describe('problems in Chinese', () => {
  const cases = odd.flatMap((request) => routing.map((option) => [request, option] as const));

  test('whatever the tables have against odd requests', () => {
    const seen = new Set<string>();
    for (const [request, option] of cases) {
      const names = namesFor(request);
      for (const problem of attempt(request, option)) {
        const sentence = problemInChinese(problem);
        seen.add(problem.field);
        expect(proseIn(sentence, names), `${explainProblem(problem)}\n${sentence}`).toEqual([]);
      }
    }
    for (const field of [
      'prompt',
      'duration',
      'needs',
      'maxCost',
      'model',
      'firstFrame',
      'cameraControl.preset',
    ])
      expect(seen).toContain(field);
  });

  test('suggestions, in the words of core and of the page', () => {
    let count = 0;
    for (const request of odd) {
      const names = namesFor(request);
      for (const { suggestion } of planRequest({ models }, request).rejected) {
        for (const change of suggestion?.changes ?? []) {
          count += 1;
          const sentence = changeInChinese(change);
          expect(proseIn(sentence, names), `${explainChange(change)}\n${sentence}`).toEqual([]);
          const onPage = changeInWords(change, languages.zh.messages);
          expect(proseIn(onPage, names)).toEqual([]);
        }
      }
    }
    expect(count).toBeGreaterThan(20);
  });

  test('in English the page writes no field and no mode as a request does', () => {
    const codes =
      /\b[a-z]+[A-Z]\w*\b|\b(image|text|video)-to-|\b(?<!Reference )(duration|watermark|resolution|references|audio|seed):/;
    const sentences = cases
      .flatMap(([request, option]) => attempt(request, option))
      // Options and models keep the names that their services gave them.
      .filter(({ code, field }) => !field.startsWith('providerOptions') && code !== 'unknown-model')
      .map((problem) => problemInWords(problem, languages.en.messages).replaceAll(/"[^"]*"/g, ''));
    expect(sentences.length).toBeGreaterThan(100);
    expect([...new Set(sentences.filter((sentence) => codes.test(sentence)))]).toEqual([]);
  });

  test.each(malformed)('a malformed request %#', (request) => {
    const problems = attempt(request, {});
    for (const problem of problems) {
      const sentence = problemInChinese(problem);
      const names = namesFor(request);
      expect(proseIn(sentence, names), `${explainProblem(problem)}\n${sentence}`).toEqual([]);
    }
  });

  test.each([
    ['cameraControl.pan', '镜头控制 · 水平摇摄'],
    ['references.0.mediaType', '参考图片 · 第 1 项 · 媒体类型'],
    ['providerOptions.kling.cfgScale', '服务专用选项 · kling · cfgScale'],
  ])('%s is %s', (field, name) => {
    expect(fieldInChinese(field)).toBe(name);
  });
});
