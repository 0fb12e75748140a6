import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requestFromJson, requestToJson } from '@vid/core';
import { expect, it, onTestFinished } from 'vitest';

/** A PNG of one pixel. */
const base64 =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

it('a file of this machine is read where somebody lets it be', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'vid-request-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'cat.png');
  writeFileSync(file, Buffer.from(base64, 'base64'));
  const json = { firstFrame: pathToFileURL(file).href };
  expect(() => requestFromJson(json)).toThrow(/firstFrame/);
  expect(() => requestFromJson(json, () => false)).toThrow(/firstFrame/);
  const asked: string[] = [];
  const request = requestFromJson(json, ({ href }) => asked.push(href) > 0);
  expect(asked).toEqual([json.firstFrame]);
  expect(await requestToJson(request)).toEqual({ firstFrame: { base64, mediaType: 'image/png' } });
});

it.each([{ mediatype: 'image/png' }, { data: 'AAAA' }, { name: 'cat' }])(
  'what stands beside the bytes of a file is refused, not dropped: %j',
  (more) => {
    expect(() => requestFromJson({ firstFrame: { base64, ...more } })).toThrow(
      new RegExp(`firstFrame.*${Object.keys(more).join('')}`),
    );
  },
);
