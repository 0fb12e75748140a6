import { planRequest, type VideoRequest } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { createMinimax } from '../src/index.ts';

/* What the service would refuse, or ignore without a word (minimax.md 3 and 14). */

const minimax = createMinimax();
const picture = 'https://example.com/boat.png';
const files = (count: number) => Array.from({ length: count }, () => picture);

const problemsOf = (request: VideoRequest) => {
  const { candidates, rejected } = planRequest(minimax.capabilities, {
    model: 'minimax:MiniMax-H3',
    ...request,
  });
  expect(candidates).toEqual([]);
  return rejected.flatMap(({ problems }) => problems.map(({ field }) => field));
};

describe('the table refuses', () => {
  it.each<[string, VideoRequest, string]>([
    ['a picture without a text', { firstFrame: picture }, 'prompt'],
    ['an empty text', { prompt: '' }, 'prompt'],
    ['7001 characters', { prompt: '🏮'.repeat(7001) }, 'prompt'],
    ['a last frame alone', { prompt: 'a boat', lastFrame: picture }, 'firstFrame'],
    ['a ratio beside a frame', { prompt: 'a boat', firstFrame: picture, aspectRatio: '9:16' }, 'aspectRatio'],
    ['an adaptive ratio of a text', { prompt: 'a boat', aspectRatio: 'adaptive' }, 'aspectRatio'],
    ['a sound alone', { prompt: 'a boat', referenceAudio: [picture] }, 'references'],
    ['half a second', { prompt: 'a boat', duration: 4.5 }, 'duration'],
    ['a length that the service chooses', { prompt: 'a boat', duration: 'auto' }, 'duration'],
    [
      '13 files',
      { prompt: 'a boat', references: files(9), referenceVideos: files(3), referenceAudio: files(1) },
      'referenceAudio',
    ],
    [
      'an option of the other model',
      { prompt: 'a boat', providerOptions: { minimax: { promptExpansion: 'quality' } } },
      'providerOptions.minimax.promptExpansion',
    ],
  ])('%s', (_what, request, field) => {
    expect(problemsOf(request)).toContain(field);
  });
});

it('12 files go, and 7000 characters outside the BMP', () => {
  const body = (request: VideoRequest) => minimax.prepare({ prompt: 'a boat', ...request }).body;
  expect(body({ references: files(9), referenceVideos: files(2), referenceAudio: files(1) })).toMatchObject({
    content: { length: 13 },
  });
  expect(body({ prompt: '🏮'.repeat(7000) })).toBeDefined();
});

it('an adaptive ratio is said where it is asked for, and left open where it is not', () => {
  const ratioOf = (request: VideoRequest) => minimax.prepare({ prompt: 'a boat', ...request }).body;
  expect(ratioOf({ firstFrame: picture, aspectRatio: 'adaptive' })).toMatchObject({ ratio: 'adaptive' });
  expect(ratioOf({ firstFrame: picture })).not.toHaveProperty('ratio');
  expect(ratioOf({})).toMatchObject({ ratio: '16:9' });
});

it('a length that is not known to the table goes as it is, one that the service would choose does not', () => {
  const passing = { prompt: 'a boat', unchecked: ['duration'] } as const;
  expect(minimax.prepare({ ...passing, duration: 20 }).body).toMatchObject({ duration: 20 });
  expect(() => minimax.prepare({ ...passing, duration: 'auto' })).toThrow('duration');
});
