import { features, type FeatureRules, VideoError, type VideoRequest } from '@vid/core';
import {
  acceptRequest,
  append,
  carriedBy,
  type FieldWriters,
  inSeconds,
  readOptions,
  writeBody,
} from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { acme, link, tableOf } from './fixture.ts';

const bodySchema = z.strictObject({
  model_name: z.string(),
  text: z.optional(z.string()),
  seconds: z.optional(z.number()),
  ratio: z.optional(z.string()),
  mark: z.optional(z.boolean()),
  seed: z.optional(z.number().check(z.lte(100))),
  style: z.optional(z.string()),
});
type Body = z.infer<typeof bodySchema>;

const optionsSchema = z.strictObject({ style: z.optional(z.string()) });
const writers: FieldWriters<Body> = {
  // Not in the schema's order, which is the order on the wire.
  seed: (seed) => ({ seed }),
  prompt: (text) => ({ text }),
  duration: inSeconds((seconds) => ({ seconds })),
  aspectRatio: (ratio) => ({ ratio }),
  size: (size) => ({ ratio: size.replace('x', ':') }),
  watermark: (mark) => ({ mark }),
  quality: (quality) => (quality === 'pro' ? undefined : carriedBy('model_name')),
  providerOptions: ({ acme = {} }, accepted) => {
    const { style } = readOptions(optionsSchema, acme, accepted);
    return style === undefined ? {} : { style };
  },
};
const rules: FeatureRules = {
  prompt: { maxLength: 100 },
  duration: { min: 0, max: 10 },
  aspectRatio: { oneOf: ['16:9'] },
  watermark: { oneOf: [false] },
  seed: { min: 0, max: 1000 },
  quality: { oneOf: ['standard', 'pro'] },
  providerOptions: { style: 'any' },
};
const bodyOf = (request: VideoRequest) =>
  writeBody(bodySchema, { model_name: 'm' }, writers, acceptRequest(tableOf(rules), request));

const refusalOf = (request: VideoRequest) => {
  try {
    return bodyOf(request);
  } catch (error) {
    return error instanceof VideoError ? error : String(error);
  }
};

describe('writeBody', () => {
  it('writes every field that is set, falsy ones too, with the keys in the schema’s order', () => {
    const body = bodyOf({ seed: 0, watermark: false, prompt: '', duration: 0.5, aspectRatio: '16:9' });
    expect(Object.entries(body)).toEqual([
      ['model_name', 'm'],
      ['text', ''],
      ['seconds', 0.5],
      ['ratio', '16:9'],
      ['mark', false],
      ['seed', 0],
    ]);
  });

  it('leaves out what is not set', () => {
    expect(bodyOf({ prompt: undefined })).toEqual({ model_name: 'm' });
    expect(bodyOf({ quality: 'standard' })).toEqual({ model_name: 'm' });
  });

  it.each<[string, VideoRequest, string, string]>([
    [
      'a field without a writer',
      { audio: false, unchecked: ['audio'] },
      'audio',
      'm has no place for it in the direct api of acme',
    ],
    ['a value that its writer has no place for', { quality: 'pro' }, 'quality', 'has no place for it'],
    [
      'two fields for one place',
      { aspectRatio: '16:9', size: '256x256', unchecked: ['size'] },
      'size',
      'another field already fills its place, ratio',
    ],
    ['what the schema refuses', { seed: 500 }, 'request', 'm does not accept it: seed: must be at most 100'],
    [
      'an option that is none',
      { providerOptions: JSON.parse('{"acme":{"style":5}}') },
      'providerOptions.acme',
      'style: must be a text',
    ],
    [
      'options of another',
      { providerOptions: JSON.parse('{"acme":{"x":5}}'), unchecked: ['providerOptions'] },
      'providerOptions.acme',
      'has no x',
    ],
  ])('refuses %s', (_what, request, field, reason) => {
    const error = refusalOf(request);
    expect(error).toMatchObject({
      code: 'unsupported',
      provider: 'acme',
      problems: [{ field, model: 'm' }],
      message: expect.stringMatching(/^Nothing was sent: /),
    });
    expect(error instanceof VideoError ? error.message : '').toContain(reason);
  });

  it.each(features)('never drops %s', (feature) => {
    const values: Readonly<Record<string, unknown>> = {
      providerOptions: { zenith: {} },
      seed: 0,
      duration: 1,
      watermark: true,
      audio: true,
    };
    const request = { [feature]: values[feature] ?? undefined };
    if (request[feature] === undefined) return;
    const accepted = acceptRequest(tableOf({}), { ...request, unchecked: [feature] });
    expect(() => writeBody(bodySchema, { model_name: 'm' }, {}, accepted)).toThrow('has no place for it');
  });
});

const accept = () =>
  acceptRequest(acme, { model: 'brook-2', firstFrame: `${link}?signature=hidden`, seed: 1 });

describe('acceptRequest', () => {
  it('fills in the defaults of the row and names the model without prefix', () => {
    const accepted = acceptRequest(acme, {
      model: 'acme:brook-2',
      prompt: 'a boat',
      duration: 10,
      seed: undefined,
      aspectRatio: undefined,
    });
    expect(accepted).toMatchObject({
      provider: 'acme',
      api: 'direct',
      model: 'brook-2',
      mode: 'text-to-video',
    });
    expect(accepted.row?.source).toBe("Acme's map: brook-2 from text");
    expect(accepted.request).toEqual({
      model: 'brook-2',
      prompt: 'a boat',
      duration: 10,
      aspectRatio: '16:9',
    });
  });

  it('lets an unknown model pass knowingly, without row and defaults', () => {
    const request = { model: 'acme:brook-9', prompt: 'a boat', unchecked: ['model'] } as const;
    expect(acceptRequest(acme, request)).toMatchObject({ model: 'brook-9', row: undefined });
    expect(acceptRequest(acme, request).request).toEqual({ ...request, model: 'brook-9' });
  });

  it('says what does not fit and what would', () => {
    expect(accept).toThrow(
      'Nothing was sent: seed: brook-2 does not take it for image-to-video; got 1 (together with firstFrame). What would fit: without seed.',
    );
    expect(accept).toThrow(
      expect.objectContaining({
        code: 'unsupported',
        provider: 'acme',
        problems: [expect.objectContaining({ field: 'seed' })],
      }),
    );
    expect(() => acceptRequest(acme, { duration: 0 })).toThrow(
      expect.objectContaining({ code: 'invalid-request' }),
    );
  });
});

describe('append and carriedBy', () => {
  const schema = z.strictObject({
    model: z.string(),
    content: z.optional(z.array(z.strictObject({ kind: z.string(), value: z.string() }))),
  });
  type Content = z.infer<typeof schema>;
  const part = (kind: string, value: unknown) => ({ content: append({ kind, value: String(value) }) });
  const content: FieldWriters<Content> = {
    prompt: (text) => part('text', text),
    firstFrame: (image) => part('first', image),
    lastFrame: (image) => part('last', image),
    duration: () => carriedBy('prompt'),
    seed: () => ({ content: [{ kind: 'seed', value: '' }] }),
  };
  const write = (request: VideoRequest) =>
    writeBody(
      schema,
      { model: 'm' },
      content,
      acceptRequest(tableOf({}), { ...request, unchecked: features }),
    );

  it('append: several fields write to one list, in the order of the fields', () => {
    expect(
      write({ lastFrame: link, prompt: 'a', firstFrame: link }).content?.map(({ kind }) => kind),
    ).toEqual(['text', 'first', 'last']);
  });

  it('append: a list that a field fills alone is not added to', () => {
    expect(() => write({ prompt: 'a', seed: 1 })).toThrow('another field already fills its place, content');
  });

  it('carriedBy: a field has a place only where what carries it is set', () => {
    expect(write({ prompt: 'a', duration: 5 })).toEqual({
      model: 'm',
      content: [{ kind: 'text', value: 'a' }],
    });
    expect(() => write({ duration: 5 })).toThrow('duration: m has no place for it');
  });

  it('a writer that returns nothing, or an empty object, has no place for the value', () => {
    for (const nothing of [() => undefined, () => ({})]) {
      const accepted = acceptRequest(tableOf({}), { prompt: 'a', unchecked: features });
      expect(() => writeBody(schema, { model: 'm' }, { prompt: nothing }, accepted)).toThrow('has no place');
    }
  });
});
