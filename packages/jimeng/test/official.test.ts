import { checkRequest, type VideoRequest } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { afterEach, describe, expect, it, vi } from 'vitest';

const image = 'https://example.com/image.jpg';
const end = 'https://example.com/end.jpg';
const png = { data: new Uint8Array([0x89, 0x50, 0x4e, 0x47]), mediaType: 'image/png' };
const jpeg = { data: new Uint8Array([0xff, 0xd8, 0xff]), mediaType: 'image/jpeg' };
const jimeng = createJimeng({ api: 'official' });
const pro = 'jimeng-video-3.0-pro';
const s20 = 'jimeng-video-s2.0-pro';
const camera = { preset: 'central_orbit', strength: 'medium' };

afterEach(() => vi.unstubAllEnvs());

describe('the submit', () => {
  it.each<[string, VideoRequest, object]>([
    [
      'text',
      { prompt: '灯' },
      { req_key: 'jimeng_t2v_v30', prompt: '灯', frames: 121, aspect_ratio: '16:9' },
    ],
    [
      'text with everything',
      { prompt: '灯', resolution: '1080p', duration: 10, aspectRatio: '21:9', seed: 0 },
      { req_key: 'jimeng_t2v_v30_1080p', prompt: '灯', seed: 0, frames: 241, aspect_ratio: '21:9' },
    ],
    [
      'a first frame',
      { prompt: '灯', firstFrame: image, seed: -1 },
      { req_key: 'jimeng_i2v_first_v30', prompt: '灯', image_urls: [image], seed: -1, frames: 121 },
    ],
    [
      'a first frame in 1080p, whose key has no p',
      { prompt: '灯', firstFrame: image, resolution: '1080p' },
      { req_key: 'jimeng_i2v_first_v30_1080', prompt: '灯', image_urls: [image], frames: 121 },
    ],
    [
      'first and last frame, in that order',
      { prompt: '灯', lastFrame: end, firstFrame: image, duration: 10 },
      { req_key: 'jimeng_i2v_first_tail_v30', prompt: '灯', image_urls: [image, end], frames: 241 },
    ],
    [
      'both frames as bytes, without a prefix',
      { prompt: '灯', lastFrame: jpeg, firstFrame: png, resolution: '1080p' },
      {
        req_key: 'jimeng_i2v_first_tail_v30_1080',
        prompt: '灯',
        binary_data_base64: ['iVBORw==', '/9j/'],
        frames: 121,
      },
    ],
    [
      'a camera template',
      { prompt: '灯', firstFrame: image, cameraControl: camera },
      {
        req_key: 'jimeng_i2v_recamera_v30',
        prompt: '灯',
        image_urls: [image],
        template_id: 'central_orbit',
        camera_strength: 'medium',
        frames: 121,
      },
    ],
    [
      'Pro from text',
      { model: pro, prompt: '灯', aspectRatio: '1:1' },
      { req_key: 'jimeng_ti2v_v30_pro', prompt: '灯', frames: 121, aspect_ratio: '1:1' },
    ],
    [
      'Pro from a picture alone',
      { model: pro, firstFrame: png },
      { req_key: 'jimeng_ti2v_v30_pro', binary_data_base64: ['iVBORw=='], frames: 121 },
    ],
    [
      'S2.0 from text',
      { model: s20, prompt: '灯', aspectRatio: '9:21' },
      { req_key: 'jimeng_vgfm_t2v_l20', prompt: '灯', aspect_ratio: '9:21' },
    ],
    [
      'S2.0 from a picture',
      { model: s20, prompt: '灯', firstFrame: image },
      { req_key: 'jimeng_vgfm_i2v_l20', prompt: '灯', image_urls: [image] },
    ],
    [
      'an unknown model, which is taken for a req_key',
      { model: 'jimeng:newer-than-the-table', prompt: '灯', duration: 5, unchecked: ['model'] },
      { req_key: 'newer-than-the-table', prompt: '灯', frames: 121 },
    ],
    [
      'a length that the table does not know, knowingly',
      { prompt: '灯', duration: 7, unchecked: ['duration'] },
      { req_key: 'jimeng_t2v_v30', prompt: '灯', frames: 169, aspect_ratio: '16:9' },
    ],
  ])('%s', (_what, request, body) => {
    expect(jimeng.prepare(request)).toMatchObject({
      method: 'POST',
      url: 'https://visual.volcengineapi.com/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31',
    });
    expect(jimeng.prepare(request).body).toEqual(body);
  });

  it('is byte for byte that of the published vectors', () => {
    const a = {
      prompt: 'a paper boat on a rainy street',
      seed: 7,
      duration: 5,
      aspectRatio: '16:9',
      resolution: '720p',
    };
    expect(JSON.stringify(jimeng.prepare(a).body)).toBe(
      '{"req_key":"jimeng_t2v_v30","prompt":"a paper boat on a rainy street","seed":7,"frames":121,"aspect_ratio":"16:9"}',
    );
    const c = { prompt: '纸船漂过雨街', seed: -1, duration: 10, aspectRatio: '9:16' };
    expect(JSON.stringify(jimeng.prepare(c).body)).toBe(
      '{"req_key":"jimeng_t2v_v30","prompt":"纸船漂过雨街","seed":-1,"frames":241,"aspect_ratio":"9:16"}',
    );
  });

  it.each<[string, VideoRequest, string]>([
    ['no text', {}, 'prompt'],
    ['801 characters', { prompt: '灯'.repeat(801) }, 'prompt'],
    [
      'a ratio beside a picture, which would be ignored',
      { prompt: '灯', firstFrame: image, aspectRatio: '1:1' },
      'aspectRatio',
    ],
    ['9:21 with 3.0', { model: 'jimeng-video-3.0', prompt: '灯', aspectRatio: '9:21' }, 'aspectRatio'],
    ['480p', { prompt: '灯', resolution: '480p' }, 'resolution'],
    ['720p of Pro', { model: pro, prompt: '灯', resolution: '720p' }, 'resolution'],
    ['a last frame of Pro', { model: pro, prompt: '灯', firstFrame: image, lastFrame: end }, 'lastFrame'],
    ['a length of S2.0', { model: s20, prompt: '灯', duration: 5 }, 'duration'],
    ['7 s', { prompt: '灯', duration: 7 }, 'duration'],
    ['a seed of -2', { prompt: '灯', seed: -2 }, 'seed'],
    ['a watermark', { prompt: '灯', watermark: false }, 'watermark'],
    ['a negative prompt', { prompt: '灯', negativePrompt: 'blur' }, 'negativePrompt'],
    ['a callback', { prompt: '灯', callbackUrl: image }, 'callbackUrl'],
    ['webp', { model: pro, firstFrame: { ...png, mediaType: 'image/webp' } }, 'firstFrame.mediaType'],
    ['5 MB', { model: pro, firstFrame: { ...png, data: new Uint8Array(5_000_000) } }, 'firstFrame.data'],
    ['a link and bytes', { prompt: '灯', firstFrame: image, lastFrame: png }, 'lastFrame'],
    [
      'an unknown template',
      { prompt: '灯', firstFrame: image, cameraControl: { preset: 'spin', strength: 'weak' } },
      'cameraControl.preset',
    ],
    [
      'a template without a strength',
      { prompt: '灯', firstFrame: image, cameraControl: { preset: 'handheld' } },
      'cameraControl.strength',
    ],
    [
      'a template in 1080p',
      { prompt: '灯', firstFrame: image, cameraControl: camera, resolution: '1080p' },
      'resolution',
    ],
  ])('refuses %s', (_what, request, field) => {
    const result = checkRequest(jimeng.capabilities, request);
    expect(result).toMatchObject({ fits: false, problems: [{ field }] });
    expect(() => jimeng.prepare(request)).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });

  it.each<[string, VideoRequest]>([
    [
      'a ratio beside a picture',
      { prompt: '灯', firstFrame: image, aspectRatio: '1:1', unchecked: ['aspectRatio'] },
    ],
    ['a link and bytes', { prompt: '灯', firstFrame: image, lastFrame: png, unchecked: ['lastFrame'] }],
    ['a last frame alone', { prompt: '灯', lastFrame: end, unchecked: ['firstFrame', 'lastFrame'] }],
    [
      'a last frame of Pro',
      { model: pro, prompt: '灯', firstFrame: image, lastFrame: end, unchecked: ['lastFrame'] },
    ],
    ['480p', { prompt: '灯', resolution: '480p', unchecked: ['resolution'] }],
    ['axes', { prompt: '灯', firstFrame: image, cameraControl: { pan: 1 }, unchecked: ['cameraControl'] }],
    [
      'a resolution beside a req_key',
      { model: 'jimeng_t2v_v40', prompt: '灯', resolution: '720p', unchecked: ['model'] },
    ],
    ['half a frame', { prompt: '灯', duration: 5.01, unchecked: ['duration'] }],
  ])('refuses %s even unchecked, for want of a place', (_what, request) => {
    expect(() => jimeng.prepare(request)).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });

  it('counts characters, so 800 emoji fit', () => {
    expect(checkRequest(jimeng.capabilities, { prompt: '🏮'.repeat(800) }).fits).toBe(true);
  });
});

describe('the api', () => {
  const apiOf = (settings: Parameters<typeof createJimeng>[0]) =>
    createJimeng(settings).capabilities.models[0]?.api;

  it('is the one that is named, else whose keys are given, else whose keys the environment holds', () => {
    vi.stubEnv('VOLC_ACCESSKEY', '');
    vi.stubEnv('VOLC_SECRETKEY', '');
    expect(apiOf(undefined)).toBe('gateway');
    expect(apiOf({ accessKey: 'a', secretKey: 'b' })).toBe('official');
    vi.stubEnv('VOLC_ACCESSKEY', 'AKLT');
    expect(apiOf({})).toBe('official');
    expect(apiOf({ apiKey: 'sk-x' })).toBe('gateway');
    expect(apiOf({ api: 'gateway' })).toBe('gateway');
    expect(apiOf({ api: 'official' })).toBe('official');
  });

  it.each([
    ['an unknown api', { api: 'ark' }, 'api: must be "gateway" or "official"'],
    ['a key of the other api', { api: 'official', apiKey: 'x' }, 'apiKey'],
    ['keys of both', { accessKey: 'x', apiKey: 'x' }, 'apiKey'],
    ['keys of the other api', { api: 'gateway', accessKey: 'x' }, 'accessKey'],
    ['nothing', null, 'settings'],
    ['a text for a key', { api: 'official', secretKey: 7 }, 'secretKey'],
    ['a URL with a query', { api: 'official', baseUrl: 'https://x.example/?a=1' }, 'baseUrl'],
  ])('refuses %s', (_what, settings, text) => {
    expect(() => Reflect.apply(createJimeng, undefined, [settings])).toThrow(
      expect.objectContaining({ code: 'invalid-request', message: expect.stringContaining(text) }),
    );
  });

  it('does not put a token of the environment beside keys that are given', () => {
    vi.stubEnv('VOLC_SESSION_TOKEN', 'STS');
    const headersOf = (settings: object) =>
      createJimeng({ api: 'official', ...settings }).prepare({ prompt: '灯' }).headers;
    expect(headersOf({})).toHaveProperty('x-security-token', '***');
    expect(headersOf({ accessKey: 'a', secretKey: 'b' })).not.toHaveProperty('x-security-token');
  });

  it.each([
    ['no key', {}, 'VOLC_ACCESSKEY'],
    ['half a pair', { accessKey: 'AKLT' }, 'secretKey'],
    ['a key of two lines', { accessKey: 'AK\nLT', secretKey: 'x' }, 'accessKey'],
  ])('sends nothing with %s', async (_what, settings, text) => {
    vi.stubEnv('VOLC_ACCESSKEY', '');
    vi.stubEnv('VOLC_SECRETKEY', '');
    const fetch = vi.fn<typeof globalThis.fetch>();
    const provider = createJimeng({ api: 'official', fetch, ...settings });
    await expect(provider.generate({ prompt: '灯' })).rejects.toMatchObject({
      code: 'authentication',
      message: expect.stringContaining(text),
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('blanks in the dry run what is secret and what differs with every call', () => {
    const prepared = createJimeng({ accessKey: 'AKLT', secretKey: 'secret', sessionToken: 'sts' }).prepare({
      prompt: '灯',
    });
    expect(prepared.headers).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      'x-content-sha256': '***',
      'x-date': '***',
      'x-security-token': '***',
      authorization: '***',
    });
  });
});
