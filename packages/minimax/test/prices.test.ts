import { planRequest, type VideoRequest } from '@vid/core';
import { expect, it } from 'vitest';
import { createMinimax, type MinimaxSettings } from '../src/index.ts';

const link = (index: number) => `https://example.com/${index}.png`;
const pictures = (count: number) => Array.from({ length: count }, (_, index) => link(index));
const clip = ['https://example.com/wave.mp4'];

function priceOf(request: VideoRequest, settings: MinimaxSettings = {}) {
  const { capabilities } = createMinimax(settings);
  const [candidate] = planRequest(capabilities, { prompt: 'a boat', ...request }).candidates;
  if (candidate === undefined) throw new Error('nobody takes it');
  const { price, leastPrice = price } = candidate;
  return [leastPrice?.amount, price?.amount, price?.currency];
}

const h3 = 'minimax:MiniMax-H3';
const max = 'minimax:MiniMax-H3-Max';

it.each<[string, VideoRequest, number, number]>([
  ['5 s in 768p', { model: h3 }, 0.4, 0.4],
  ['15 s in 2k', { model: h3, resolution: '2k', duration: 15 }, 1.95, 1.95],
  ['5 s in 480p', { model: max, resolution: '480p' }, 0.25, 0.25],
  ['two frames, which are free', { model: max, firstFrame: link(0), lastFrame: link(1) }, 0.4, 0.4],
  ['five references, which are free', { references: pictures(5) }, 0.4, 0.4],
  ['nine references', { references: pictures(9) }, 0.56, 0.56],
  ['a clip of 2 to 15 s', { referenceVideos: clip, duration: 4 }, 0.48, 1.52],
  ['both', { references: pictures(6), referenceVideos: clip, duration: 4 }, 0.52, 1.56],
])('%s cost what the list says', (_what, request, least, most) => {
  expect(priceOf(request)).toEqual([least, most, 'USD']);
});

it.each<[string, MinimaxSettings]>([
  ['region cn', { region: 'cn' }],
  ['its own address', { baseUrl: 'https://api.minimaxi.com' }],
  ['its newer address', { baseUrl: 'https://api.minimax.cn' }],
  ['region cn behind a proxy', { region: 'cn', baseUrl: 'https://proxy.example' }],
])('by %s it is in yuan', (_how, settings) => {
  expect(priceOf({ model: h3, references: pictures(6) }, settings)).toEqual([2.7, 2.7, 'CNY']);
});

it('sound is always made, and there is no switch for it', () => {
  const minimax = createMinimax();
  const { capabilities } = minimax;
  const plan = (request: VideoRequest) =>
    planRequest(capabilities, { prompt: 'a boat', ...request }, { needs: ['audio'] });
  expect(plan({}).candidates).toHaveLength(2);
  expect(planRequest(capabilities, { prompt: 'a boat', audio: false }).candidates).toEqual([]);
  const bodyOf = (request: VideoRequest) => minimax.prepare({ prompt: 'a boat', ...request }).body;
  expect(bodyOf({ audio: true })).toEqual(bodyOf({}));
  // Nothing that is set is dropped, not even what passes unchecked.
  expect(() => bodyOf({ audio: false, unchecked: ['audio'] })).toThrow('audio');
});
