import { createRouter, explainPlan, type VideoRequest } from '@vid/core';
import { createRunway, createVideo10s, createVideo5s } from '@vid/runway';
import { describe, expect, it, vi } from 'vitest';

const image = 'https://example.com/image.jpg';
const runway = createRunway({ api: 'gateway' });
const bodyOf = (request: VideoRequest) => runway.prepare(request).body;

describe('a ratio or a size, as people write it', () => {
  it.each([
    ['16:9', '1280:720'],
    ['16：9', '1280:720'],
    ['9x16', '720:1280'],
    ['1920:1080', '1920:1080'],
    ['1920×1080', '1920:1080'],
    ['768 : 1280', '768:1280'],
  ])('%s is sent as %s, by helper and by request', (written, sent) => {
    expect(bodyOf(createVideo5s(image, '', written))).toMatchObject({ ratio: sent });
    expect(bodyOf(createVideo10s(image, '', { ratio: written }))).toMatchObject({ ratio: sent });
    expect(bodyOf({ firstFrame: image, aspectRatio: written })).toMatchObject({ ratio: sent });
  });

  it('refuses pixels of which no video can be made', () => {
    expect(() => bodyOf({ firstFrame: image, size: '143x768' })).toThrow('at least 144 pixels a side');
    expect(() => bodyOf(createVideo5s(image, '', '120:100'))).toThrow('size');
  });

  it('refuses a field that would be set twice', () => {
    expect(runway.validateRequest({ firstFrame: image, aspectRatio: '1920:1080', size: '1280x720' })).toEqual(
      {
        valid: false,
        problems: [{ code: 'set-twice', field: 'aspectRatio', asked: '1920:1080', means: 'size' }],
        reasons: ['aspectRatio: "1920:1080" is read as size, which is set too; set one of them'],
      },
    );
  });

  it.each([
    [{ aspectRatio: '720P', size: '1080P' }, 'size', 'resolution'],
    [{ resolution: '16:9', size: '4:3' }, 'resolution', 'aspectRatio'],
    [{ aspectRatio: '1280x720', resolution: '1920x1080' }, 'resolution', 'size'],
  ])('refuses two fields that mean a third: %j', (given, field, means) => {
    expect(runway.validateRequest({ firstFrame: image, ...given })).toMatchObject({
      valid: false,
      problems: [{ code: 'set-twice', field, means }],
    });
  });

  it('shows in the plan what was understood, and sends it through the router', () => {
    const router = createRouter([runway]);
    const request = { firstFrame: image, size: '16:9' };
    const plan = router.plan(request);
    expect(plan.readAs).toEqual([{ field: 'size', from: '16:9', as: 'aspectRatio', to: '16:9' }]);
    expect(explainPlan(plan)).toContain('Read: size "16:9" as aspectRatio "16:9"');
    expect(router.prepare(request).body).toMatchObject({ ratio: '1280:720' });
    expect(router.plan({ firstFrame: image, size: '1280x720' })).not.toHaveProperty('readAs');
  });
});

describe('options of the helpers', () => {
  it('go onto the wire beside the guide’s defaults', () => {
    expect(bodyOf(createVideo5s(image, '', { watermark: true, seed: 0 }))).toEqual({
      ...Object(bodyOf(createVideo5s(image))),
      watermark: true,
      seed: 0,
    });
  });
});

describe('validateRequest', () => {
  it('says valid, or the reasons, and throws for nothing', () => {
    expect(runway.validateRequest(createVideo5s(image))).toEqual({ valid: true });
    for (const provider of [runway, createRouter([runway])]) {
      const result = provider.validateRequest(createVideo5s('http://example.com/image.jpg'));
      expect(result).toMatchObject({
        valid: false,
        reasons: [expect.stringContaining('firstFrame: must be an https:// URL')],
      });
    }
    // @ts-expect-error -- from JavaScript
    expect(runway.validateRequest(undefined)).toMatchObject({ valid: false });
  });

  it.each([
    ['mode', 'quality'],
    ['images', 'references'],
    ['promptText', 'prompt'],
    ['ratio', 'aspectRatio'],
    ['promptImage', 'firstFrame'],
    ['image_url', 'firstFrame'],
  ])('names what is called %s elsewhere', (foreign, ours) => {
    const request = { ...createVideo5s(image), [foreign]: 'x' };
    expect(runway.validateRequest(request)).toMatchObject({
      reasons: [`${foreign}: unknown field. Did you mean "${ours}"?`],
    });
  });
});

describe('a model of the other api', () => {
  it('says which api has it', () => {
    vi.stubEnv('RUNWAYML_API_SECRET', 'x');
    vi.stubEnv('RUNWAY_API_TOKEN', 'x');
    const official = createRunway();
    vi.unstubAllEnvs();
    for (const provider of [official, createRouter([official])]) {
      expect(provider.validateRequest(createVideo5s(image))).toMatchObject({
        valid: false,
        problems: [{ code: 'unknown-model', apis: ['gateway'] }],
        reasons: [
          expect.stringContaining(
            "is a model of another api of runway: create the provider with api: 'gateway'",
          ),
        ],
      });
    }
  });
});
