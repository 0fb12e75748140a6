import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createRouter } from '@vid/core';
import type { VideoJob } from '@vid/core/journal';
import { createKling } from '@vid/kling';
import { expect, it, onTestFinished } from 'vitest';
import { folderTarget } from '../src/commands/compare.ts';
import { copiedTo, readTarget, storeAt } from '../src/targets.ts';
import { wordsIn } from '../src/words.ts';

const terminal = { words: wordsIn.en };
const model = { provider: 'kling', api: 'official', model: 'kling-v2-6' };
const createdAt = '2026-11-30T00:00:00.000Z';
const task = { ...model, id: 'task-1', status: 'succeeded', createdAt } as const;

/** Gone at the end of the test; holds what the test says. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'vid-targets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const savedAs = (...names: readonly string[]): VideoJob => ({
  id: 'cat',
  owner: '',
  fingerprint: '',
  createdAt,
  updatedAt: createdAt,
  model,
  failures: 0,
  phase: 'succeeded',
  task,
  videos: names.map((name) => ({ file: { name, bytes: 6, mediaType: 'video/mp4' } })),
});

it('copiedTo: where a copy fails, the old file stays, and nothing beside it', () => {
  const folder = folderOf({ 'cat.mp4': 'mine' });
  const unreadable = join(folder, 'film');
  mkdirSync(unreadable);
  const target = readTarget(terminal, join(folder, 'cat.mp4'), true);
  expect(() => copiedTo(target, savedAs(unreadable))).toThrow(/copyfile/);
  expect(readdirSync(folder)).toEqual(['cat.mp4', 'film']);
  expect(readFileSync(join(folder, 'cat.mp4'), 'utf8')).toBe('mine');
});

it('copiedTo: replaces a file by its copy behind a link', () => {
  const folder = folderOf({ 'film.mp4': 'a film', 'old.mp4': 'mine' });
  symlinkSync('old.mp4', join(folder, 'cat.mp4'));
  const target = readTarget(terminal, join(folder, 'cat.mp4'), true);
  expect(copiedTo(target, savedAs(join(folder, 'film.mp4')))).toMatchObject({
    videos: [{ file: { name: join(folder, 'cat.mp4') } }],
  });
  expect(readdirSync(folder)).toEqual(['cat.mp4', 'film.mp4', 'old.mp4']);
  expect(readFileSync(join(folder, 'old.mp4'), 'utf8')).toBe('a film');
});

const namesOf = (job: VideoJob | undefined) =>
  job?.phase === 'succeeded' ? job.videos.map(({ file }) => basename(file?.name ?? '')) : [];

it('copiedTo: what stands in the place of the second video stays unless it was forced', () => {
  const folder = folderOf({ '1.mp4': 'one', '2.mp4': 'two', 'cat-2.mp4': 'mine' });
  const job = savedAs(join(folder, '1.mp4'), join(folder, '2.mp4'));
  const to = (isForced: boolean) => copiedTo(readTarget(terminal, join(folder, 'cat.mp4'), isForced), job);
  expect(namesOf(to(false))).toEqual(['cat.mp4', 'cat-3.mp4']);
  expect(readFileSync(join(folder, 'cat-2.mp4'), 'utf8')).toBe('mine');
  expect(namesOf(to(true))).toEqual(['cat.mp4', 'cat-2.mp4']);
  expect(readFileSync(join(folder, 'cat-2.mp4'), 'utf8')).toBe('two');
});

it.each([['cat.mp4'], ['cat']])('copiedTo: what stands beside %s already is not copied', (name) => {
  const folder = folderOf({ 'cat-2.mp4': 'mine', 'cat-2': 'mine' });
  const target = readTarget(terminal, join(folder, name), false);
  const third = name.replace('cat', 'cat-3');
  for (const [file, text] of [[name, 'one'] as const, [third, 'two'] as const])
    writeFileSync(join(folder, file), text);
  const job = copiedTo(target, savedAs(join(folder, name), join(folder, third)));
  expect(namesOf(job)).toEqual([name, third]);
  expect(readdirSync(folder)).toHaveLength(4);
});

/** Three videos of a job, one after the other, as a worker has them stored. */
async function storeThree(folder: string, isForced: boolean) {
  const bytes = Buffer.alloc(60);
  bytes.write('\0\0\0\x20ftypisom', 'latin1');
  bytes.write('\0\0\0\x08moov', 32, 'latin1');
  bytes.writeUInt32BE(20, 40);
  bytes.write('mdat', 44, 'latin1');
  const server = createServer((_, response) => response.end(bytes)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const video = { url: `http://${host}/cat.mp4` };
  const store = storeAt({ allowHosts: [host] }, readTarget(terminal, join(folder, 'cat.mp4'), isForced));
  const { signal } = new AbortController();
  const provider = createRouter([createKling({ api: 'official', apiKey: 'sk-simulator' })]);
  const stored = {
    job: savedAs(),
    task: { ...task, videos: [video, video, video] },
    video,
    provider,
    signal,
  };
  const names: string[] = [];
  for (const index of [0, 1, 2, 1]) names.push(basename((await store({ ...stored, index })).name));
  return names;
}

it('storeAt: paid videos go beside what stands in their places, and one that is stored again to its own', async () => {
  const folder = folderOf({ 'cat-2.mp4': 'mine' });
  expect(await storeThree(folder, false)).toEqual(['cat.mp4', 'cat-3.mp4', 'cat-4.mp4', 'cat-3.mp4']);
  expect(readFileSync(join(folder, 'cat-2.mp4'), 'utf8')).toBe('mine');
});

it('storeAt: what was forced gives way, but no video of the same task', async () => {
  const folder = folderOf({ 'cat-2.mp4': 'mine' });
  expect(await storeThree(folder, true)).toEqual(['cat.mp4', 'cat-2.mp4', 'cat-3.mp4', 'cat-2.mp4']);
});

it('folderTarget: the second video of one job takes the place of no other, whatever its case', () => {
  const folder = folderOf({ '1.mp4': 'one', '2.mp4': 'two', '3.mp4': 'three' });
  const names = ['1.mp4', '2.mp4', '3.mp4'].map((name) => join(folder, name));
  const places = ['cat', 'CAT-2', 'dog'].map((file) => ({ id: file, file, isReplaced: true }));
  const target = folderTarget(terminal, folder, places, true);
  expect(namesOf(copiedTo(target, savedAs(...names)))).toEqual(['cat.mp4', 'cat-3.mp4', 'cat-4.mp4']);
  expect(readFileSync(join(folder, 'cat-4.mp4'), 'utf8')).toBe('three');
});

it('folderTarget: refuses two videos of one name, whatever its case', () => {
  const places = ['Cat', 'cat'].map((file, index) => ({ id: String(index), file, isReplaced: true }));
  expect(() => folderTarget(terminal, folderOf({}), places, false)).toThrow(/Two videos.*cat\.mp4/);
});

it('folderTarget: of what was begun before, only the first video has its place already', () => {
  const folder = folderOf({ '1.mp4': 'one', '2.mp4': 'two', 'cat.mp4': 'one', 'cat-2.mp4': 'mine' });
  const places = [{ id: 'cat', file: 'cat', isReplaced: true }];
  const target = folderTarget(terminal, folder, places, false);
  const job = copiedTo(target, savedAs(join(folder, '1.mp4'), join(folder, '2.mp4')));
  expect(namesOf(job)).toEqual(['cat.mp4', 'cat-3.mp4']);
  expect(readFileSync(join(folder, 'cat-2.mp4'), 'utf8')).toBe('mine');
});
