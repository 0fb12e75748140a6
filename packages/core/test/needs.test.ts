import {
  adjustedRequest,
  type Capabilities,
  type CapabilityRow,
  checkRequest,
  createRouter,
  type ModelCapabilities,
  type Need,
  planRequest,
  type VideoRequest,
} from '@vid/core';
import { describe, expect, it } from 'vitest';
import { said, fakeProvider } from './fixture.ts';

const row = (accepts: CapabilityRow['accepts'], more: Partial<CapabilityRow> = {}): CapabilityRow => ({
  mode: 'text-to-video',
  evidence: 'documented',
  source: 's',
  requires: ['prompt'],
  ...more,
  accepts: { prompt: { maxLength: 99 }, duration: { oneOf: [5, 10] }, ...accepts },
});
const tier = (quality: 'standard' | 'pro', resolution: string, more: CapabilityRow['accepts'] = {}) =>
  row(
    { quality: { oneOf: [quality] }, ...more },
    { defaults: { quality, duration: 5 }, output: { resolution } },
  );
const model = (name: string, rows: readonly CapabilityRow[], more: Partial<ModelCapabilities> = {}) => ({
  provider: 'acme',
  api: 'direct',
  model: name,
  ...more,
  rows,
});

const table: Capabilities = {
  models: [
    model('tiers', [
      tier('standard', '720p'),
      tier('pro', '1080p', { callbackUrl: 'any', audio: { oneOf: [true, false] } }),
    ]),
    model('choice', [
      row(
        { resolution: { oneOf: ['720p', '1080p', '4k'] }, audio: { oneOf: [true] } },
        { defaults: { resolution: '720p' } },
      ),
    ]),
    model('pixels', [row({ size: { oneOf: ['1280x720', '3840x2160'] } })], {
      operations: ['cancel', 'reconcile'],
    }),
    model('loud', [row({ audio: { oneOf: [true, false] } }, { defaults: { audio: true } })], {
      operations: ['reconcile'],
    }),
  ],
};
const request = { prompt: 'a boat' };
const plan = (needs: readonly Need[], more: VideoRequest = {}) =>
  planRequest(table, { ...request, ...more }, { needs });
const aliasesOf = (needs: readonly Need[], more?: VideoRequest) =>
  plan(needs, more).candidates.map((one) => one.model);

const nobody = { provider: '', api: '', model: '', added: {}, adjustments: [] };

describe('a need', () => {
  it.each<[readonly Need[], readonly string[]]>([
    [[], ['tiers', 'choice', 'pixels', 'loud']],
    [['cancel'], ['pixels']],
    [['reconcile'], ['pixels', 'loud']],
    [['callback'], ['tiers']],
    [['audio'], ['tiers', 'choice', 'loud']],
    [['720p'], ['tiers', 'choice', 'pixels']],
    [['1080p'], ['tiers', 'choice']],
    [['4k'], ['choice', 'pixels']],
    [['2160p'], ['choice', 'pixels']],
    [['audio', '4k'], ['choice']],
    [['cancel', '4k'], ['pixels']],
    [['cancel', 'audio'], []],
  ])('%j leaves %j', (needs, expected) => {
    expect(aliasesOf(needs)).toEqual(expected);
  });

  it('is met by another way of the same model, and the request then says so', () => {
    const [tiers = nobody] = plan(['1080p', 'callback']).candidates;
    expect(tiers).toMatchObject({
      model: 'tiers',
      resolution: '1080p',
      defaults: { quality: 'pro', duration: 5 },
      added: { quality: 'pro' },
    });
    const sent = adjustedRequest(request, tiers);
    expect(sent).toEqual({ prompt: 'a boat', quality: 'pro', model: 'acme:tiers (direct)' });
    expect(checkRequest(table, sent)).toMatchObject({ fits: true, row: { output: { resolution: '1080p' } } });
  });

  it.each<[Need, string, object]>([
    ['1080p', 'choice', { resolution: '1080p' }],
    ['audio', 'choice', { audio: true }],
    ['4k', 'pixels', { size: '3840x2160' }],
    ['720p', 'choice', {}],
    ['audio', 'loud', {}],
    ['cancel', 'pixels', {}],
  ])('%s adds to what %s is sent no more than it takes', (need, name, added) => {
    expect(plan([need], { model: name }).candidates).toMatchObject([{ added }]);
  });

  it('that the request meets by itself changes nothing', () => {
    expect(plan(['1080p'], { quality: 'pro' }).candidates).toMatchObject([{ model: 'tiers', added: {} }]);
    expect(plan(['4k'], { size: '3840x2160' }).candidates).toMatchObject([{ model: 'pixels', added: {} }]);
  });

  it.each<[readonly Need[], string, string]>([
    [['cancel'], 'tiers', 'needs cancel: tiers supports no task operations'],
    [['cancel'], 'loud', 'needs cancel: loud supports only reconcile'],
    [['callback'], 'loud', 'needs callback: loud takes no callbackUrl for text-to-video'],
    [['audio'], 'pixels', 'needs audio: pixels does not promise audio for this request'],
    [['4k'], 'tiers', 'needs 4k: tiers outputs 720p'],
    [['1080p'], 'loud', 'needs 1080p: loud outputs an unknown resolution'],
    [['1080p', 'cancel'], 'tiers', 'needs cancel: tiers supports no task operations'],
  ])('%j that %s lacks is a problem in one sentence', (needs, name, message) => {
    const { rejected } = plan(needs, { model: name });
    expect(rejected.map(({ problems }) => problems.map(said))).toEqual([[message]]);
    expect(rejected[0]?.problems[0]).toMatchObject({ field: 'needs', asked: needs.at(-1) });
  });

  it('that is met only without another says which', () => {
    const apart = {
      models: [model('apart', [tier('standard', '720p', { callbackUrl: 'any' }), tier('pro', '1080p')])],
    };
    const { rejected } = planRequest(apart, request, { needs: ['1080p', 'callback'] });
    expect(rejected[0]?.problems.map(said)).toEqual([
      'needs 1080p: apart outputs 720p (together with callback)',
    ]);
  });

  it('nobody can know of a model that is in no table', () => {
    const unknown = { ...request, model: 'acme:new', unchecked: ['model'] } as const;
    expect(planRequest(table, unknown, { needs: ['cancel'] }).rejected).toMatchObject([
      { problems: [{ code: 'need-unlisted', asked: 'cancel', model: 'new' }] },
    ]);
  });

  it('leaves the problems of a request that does not fit as they are', () => {
    expect(plan(['cancel'], { duration: 7, model: 'tiers' }).rejected).toMatchObject([
      { problems: [{ field: 'duration' }], suggestion: { changes: [{ field: 'duration' }] } },
    ]);
  });

  it.each<[readonly unknown[], VideoRequest, RegExp]>([
    [['cancle'], {}, /unknown need "cancle"; did you mean "cancel"/],
    [['toString'], {}, /unknown need "toString"; use cancel, reconcile, callback, audio/],
    [['1080'], {}, /did you mean "1080p"/],
    [['audio'], { audio: false }, /audio contradicts the audio: false of the request/],
    [['1080p'], { resolution: '720p' }, /one resolution; got 1080p and 720p/],
    [['1080p', '4k'], {}, /one resolution; got 1080p and 4k/],
  ])('%j of %j makes no sense and is refused', (needs, more, message) => {
    const planAny = () => Reflect.apply(planRequest, undefined, [table, { ...request, ...more }, { needs }]);
    expect(planAny).toThrow(message);
    expect(planAny).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});

describe('the router', () => {
  it('sends what the needs add, and hands them on to nobody', async () => {
    const { provider, generated } = fakeProvider(table);
    const router = createRouter([provider]);
    const options = { needs: ['1080p'], only: ['tiers'] } as const;
    expect(router.prepare(request, options).body).toMatchObject({ quality: 'pro' });
    await router.generate(request, options);
    expect(generated).toEqual([{ prompt: 'a boat', quality: 'pro', model: 'acme:tiers (direct)' }]);
  });
});
