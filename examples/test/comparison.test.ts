import { checkRequest, createRouter, type VideoRequest } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { describe, expect, it } from 'vitest';

const providers = {
  runway: createRunway({ api: 'gateway' }),
  kling: createKling({ api: 'gateway' }),
  jimeng: createJimeng({ api: 'gateway' }),
} as const;
type Id = keyof typeof providers;
const ids: readonly Id[] = ['runway', 'kling', 'jimeng'];
const router = createRouter(Object.values(providers));

const image = 'https://example.com/image.jpg';
const can = (id: Id, request: VideoRequest) => checkRequest(providers[id].capabilities, request).fits;
const fromImage = (more: VideoRequest): VideoRequest => ({
  firstFrame: image,
  prompt: 'a cat dances',
  ...more,
});
const fromText = (more: VideoRequest): VideoRequest => ({ prompt: 'a cat dances', ...more });
const accepted = <Value>(values: readonly Value[], request: (value: Value) => VideoRequest, id: Id) =>
  values.filter((value) => can(id, request(value)));

describe('the guide’s comparison table holds in the capability tables', () => {
  it('input: Runway and Kling make video from an image, Jimeng from text with optional reference images', () => {
    expect(ids.map((id) => can(id, fromImage({})))).toEqual([true, true, true]);
    expect(can('runway', fromText({}))).toBe(false);
    expect(can('jimeng', fromText({}))).toBe(true);
    expect(can('jimeng', fromText({ references: [image] }))).toBe(true);
  });

  it('duration: 5 and 10 s at Runway and Kling, variable at Jimeng', () => {
    const lengths = [1, 4, 5, 6, 9, 10, 11];
    expect(accepted(lengths, (duration) => fromImage({ duration }), 'runway')).toEqual([5, 10]);
    expect(accepted(lengths, (duration) => fromImage({ duration }), 'kling')).toEqual([5, 10]);
    expect(accepted(lengths, (duration) => fromText({ duration }), 'jimeng').length).toBeGreaterThan(1);
  });

  it('models: two of Gen4 and what both are at Runway, Kling v1 and v2-6, Jimeng v3.0', () => {
    expect(providers.runway.capabilities.models.map(({ model }) => model)).toEqual([
      'runwayml-gen4_turbo-5',
      'runwayml-gen4_turbo-10',
      'gen4_turbo',
    ]);
    expect(providers.kling.capabilities.models.map(({ model }) => model).toSorted()).toEqual([
      'kling-v1',
      'kling-v2-6',
    ]);
    expect(providers.jimeng.capabilities.models.map(({ model }) => model)).toEqual(['jimeng-video-3.0']);
  });

  it('camera control: only Kling, on both of its models', () => {
    const move = fromImage({ cameraControl: { zoom: 5 } });
    expect(ids.filter((id) => can(id, move))).toEqual(['kling']);
    expect(can('kling', { ...move, model: 'kling-v1' })).toBe(true);
    expect(can('kling', { ...move, model: 'kling-v2-6' })).toBe(true);
  });

  it('watermark option: only Runway', () => {
    for (const watermark of [true, false]) {
      expect(ids.filter((id) => can(id, fromImage({ watermark })))).toEqual(['runway']);
      expect(ids.filter((id) => can(id, fromText({ watermark })))).toEqual([]);
    }
  });

  it('aspect ratio: free at Runway, several at Kling, four fixed ones at Jimeng', () => {
    expect(
      accepted(
        ['1280x768', '1920x1080', '768x1280', '1024x1024', '999x333'],
        (size) => fromImage({ size }),
        'runway',
      ),
    ).toHaveLength(5);
    const ratios = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '5:4'];
    expect(accepted(ratios, (aspectRatio) => fromText({ aspectRatio }), 'kling')).toEqual([
      '16:9',
      '9:16',
      '1:1',
    ]);
    expect(accepted(ratios, (aspectRatio) => fromText({ aspectRatio }), 'jimeng')).toEqual([
      '16:9',
      '9:16',
      '1:1',
      '4:3',
    ]);
  });

  it('query: everywhere', () => {
    expect(ids.every((id) => typeof providers[id].query === 'function')).toBe(true);
  });

  it('claims that the vendor’s map contradicts are accepted with a warning that says who says what', () => {
    const plan = router.plan(fromImage({ cameraControl: { zoom: 5 } }));
    expect(plan.candidates.map(({ model, evidence }) => [model, evidence])).toEqual([
      ['kling-v2-6', 'claimed'],
      ['kling-v1', 'claimed'],
    ]);
    expect(JSON.stringify(plan.candidates[0]?.warnings)).toMatch(/guide says.*Kling's map/);
  });
});

describe('the router sends a request where it belongs', () => {
  it.each([
    ['a picture with a watermark', fromImage({ watermark: true }), 'runway:runwayml-gen4_turbo-5'],
    ['a camera move from text', fromText({ cameraControl: { zoom: 5 } }), 'kling:kling-v1'],
    ['a camera move from a picture', fromImage({ cameraControl: { zoom: 5 } }), 'kling:kling-v2-6'],
    ['a move along a path', fromImage({ duration: 5, motionMasks: { static: image } }), 'kling:kling-v2-6'],
    ['4:3 from text', fromText({ aspectRatio: '4:3' }), 'jimeng:jimeng-video-3.0'],
    ['reference pictures', fromText({ references: [image] }), 'jimeng:jimeng-video-3.0'],
    ['text only, all fit equally: the first listed', fromText({}), 'kling:kling-v2-6'],
  ])('%s', (_what, request, expected) => {
    const { provider, model } = router.select(request);
    expect(`${provider}:${model}`).toBe(expected);
  });

  it('sends text to Jimeng when it is listed first, and the plan says why', () => {
    const jimengFirst = createRouter([providers.jimeng, providers.kling]);
    expect(jimengFirst.select(fromText({})).provider).toBe('jimeng');
    expect(jimengFirst.plan(fromText({})).candidates.map(({ source }) => source)).toEqual([
      expect.stringContaining('Jimeng'),
      expect.stringContaining('Kling'),
      expect.stringContaining('Kling'),
    ]);
  });
});
