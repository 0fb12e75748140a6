import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { file, film, folder, serve } from './download-server.ts';

const mebibyte = 2 ** 20;
const total = 200 * mebibyte;
const piece = film(mebibyte);
const expected = createHash('sha256');
for (let sent = 0; sent < total; sent += piece.length) expected.update(piece);
const sha256 = expected.digest('hex');

/** 200 MiB that never are in memory together. */
const large: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': total });
  let sent = 0;
  const more = () => {
    while (sent < total) {
      sent += piece.length;
      if (!response.write(piece)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
};

it.each(['a file', 'a stream'])(
  'downloads 200 MiB to %s within 100 MB of memory',
  { timeout: 120_000 },
  async (target) => {
    const { link } = await serve(file(film(mebibyte)), large);
    const path = target === 'a file' ? join(await folder(), 'clip.mp4') : '';
    const child = fileURLToPath(new URL('./download-child.ts', import.meta.url));
    const args = ['--conditions=@vid/source', child, link, link, path];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { grown, ...whole } = JSON.parse(stdout);
    expect(whole).toEqual({ bytes: total, sha256 });
    expect(grown).toBeGreaterThan(0);
    expect(grown).toBeLessThan(100e6);
  },
);
