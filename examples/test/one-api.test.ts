import type { VideoProvider } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createJimeng as createGatewayJimeng } from '@vid/jimeng/gateway';
import { createJimeng as createOfficialJimeng } from '@vid/jimeng/official';
import { createKling } from '@vid/kling';
import { createKling as createGatewayKling } from '@vid/kling/gateway';
import { createKling as createOfficialKling } from '@vid/kling/official';
import { createRunway } from '@vid/runway';
import { createRunway as createGatewayRunway } from '@vid/runway/gateway';
import { createRunway as createOfficialRunway } from '@vid/runway/official';
import { expect, test } from 'vitest';

const cases: readonly (readonly [name: string, alone: VideoProvider, whole: VideoProvider])[] = [
  ['kling/official', createOfficialKling(), createKling({ api: 'official' })],
  ['kling/gateway', createGatewayKling(), createKling({ api: 'gateway' })],
  ['runway/official', createOfficialRunway(), createRunway({ api: 'official' })],
  ['runway/gateway', createGatewayRunway(), createRunway({ api: 'gateway' })],
  ['jimeng/official', createOfficialJimeng(), createJimeng({ api: 'official' })],
  ['jimeng/gateway', createGatewayJimeng(), createJimeng({ api: 'gateway' })],
];

test.each(cases)('%s is the provider of that api, without the table of the other', (_name, alone, whole) => {
  const { elsewhere, ...own } = whole.capabilities;
  expect(elsewhere?.length).toBeGreaterThan(0);
  expect(alone.capabilities).toEqual(own);
  const request = { prompt: 'a red kite over the sea', firstFrame: 'https://example.com/kite.png' };
  expect(alone.prepare(request)).toEqual(whole.prepare(request));
});
