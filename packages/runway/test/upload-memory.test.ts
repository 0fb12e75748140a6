import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

const child = fileURLToPath(new URL('./upload-child.ts', import.meta.url));

/** A service that keeps no byte, and counts. */
async function openService() {
  const seen = { stored: 0, announced: 0, tasks: 0 };
  const server = createServer((request, response) => {
    const url = `http://${request.headers.host ?? ''}`;
    const answer = (status: number, value?: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(value && JSON.stringify(value));
    };
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    request.on('end', () => {
      if (request.url === '/v1/uploads') {
        answer(200, { uploadUrl: `${url}/storage`, fields: {}, runwayUri: 'runway://uploads/1' });
      } else if (request.url === '/storage') {
        seen.stored += bytes;
        seen.announced += Number(request.headers['content-length']);
        answer(204);
      } else {
        seen.tasks += 1;
        answer(200, { id: 'a-task' });
      }
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  onTestFinished(() => void server.close());
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return { seen, url: `http://127.0.0.1:${address.port}` };
}

/** A clip of so many bytes, nearly all of them a hole. */
async function clipOf(bytes: number) {
  const folder = await mkdtemp(join(tmpdir(), 'vid-upload-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'clip.mp4');
  await using file = await open(path, 'w');
  await file.write('\0\0\0\u0018ftypisom');
  await file.truncate(bytes);
  return pathToFileURL(path).href;
}

const megabyte = 2 ** 20;

/** What a child takes of memory and reads for a file beyond what it needs for a small one, as shares of the file. */
async function sharesOf(form: 'file' | 'bytes') {
  const { seen, url } = await openService();
  const taken = async (bytes: number): Promise<{ readonly peak: number; readonly read: number | null }> => {
    const args = ['--conditions=@vid/source', child, url, await clipOf(bytes), form];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return JSON.parse(stdout);
  };
  const [small, large] = [6 * megabyte, 199 * megabyte];
  const [ofSmall, ofLarge] = [await taken(small), await taken(large)];
  expect(seen.tasks).toBe(2);
  expect(seen.stored).toBeGreaterThan(small + large);
  expect(seen.announced).toBe(seen.stored);
  return {
    memory: (ofLarge.peak - ofSmall.peak) / large,
    // What the child reads besides is the same for both.
    read:
      ofLarge.read === null || ofSmall.read === null ? null : (ofLarge.read - ofSmall.read) / (large - small),
  };
}

it('a file of 199 MB is uploaded from the disk in one read, and never stands in memory', async () => {
  const { memory, read } = await sharesOf('file');
  expect(memory).toBeLessThan(0.5);
  // Linux alone tells.
  expect(read ?? 1).toBeCloseTo(1, 0);
});

it('bytes that the caller holds are not copied for their upload', async () => {
  expect((await sharesOf('bytes')).memory).toBeLessThan(1.5);
});
