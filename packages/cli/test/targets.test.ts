import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createRouter } from '@vid/core';
import type { VideoJob } from '@vid/core/journal';
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

it('copiedTo: a file in the place of the second video stays unless it was forced, and then nothing is copied', () => {
  const folder = folderOf({ '1.mp4': 'one', '2.mp4': 'two', 'cat-2.mp4': 'mine' });
  const job = savedAs(join(folder, '1.mp4'), join(folder, '2.mp4'));
  const to = (isForced: boolean) => copiedTo(readTarget(terminal, join(folder, 'cat.mp4'), isForced), job);
  expect(() => to(false)).toThrow(/cat-2\.mp4 exists.*--force/);
  expect(readdirSync(folder)).toEqual(['1.mp4', '2.mp4', 'cat-2.mp4']);
  expect(readFileSync(join(folder, 'cat-2.mp4'), 'utf8')).toBe('mine');
  to(true);
  expect(readFileSync(join(folder, 'cat-2.mp4'), 'utf8')).toBe('two');
});

it('storeAt: a file in the place of the second video stays', async () => {
  const folder = folderOf({ 'cat-2.mp4': 'mine' });
  const store = storeAt({ allowHosts: [] }, readTarget(terminal, join(folder, 'cat.mp4'), false));
  const video = { url: 'https://127.0.0.1:1/cat.mp4' };
  const stored = store({
    job: savedAs(),
    task: { ...task, videos: [video, video] },
    video,
    index: 1,
    provider: createRouter([]),
    signal: new AbortController().signal,
  });
  await expect(stored).rejects.toThrow(/cat-2\.mp4 exists.*--force/);
});

it('folderTarget: the second video of one job takes the place of no other, whatever its case', () => {
  const folder = folderOf({ '1.mp4': 'one', '2.mp4': 'two', '3.mp4': 'three' });
  const names = ['1.mp4', '2.mp4', '3.mp4'].map((name) => join(folder, name));
  const places = ['cat', 'CAT-2', 'dog'].map((file) => ({ id: file, file, isReplaced: true }));
  const target = folderTarget(terminal, folder, places);
  const job = copiedTo(target, savedAs(...names));
  const videos = job?.phase === 'succeeded' ? job.videos : [];
  expect(videos.map(({ file }) => basename(file?.name ?? ''))).toEqual(['cat.mp4', 'cat-3.mp4', 'cat-4.mp4']);
  expect(readFileSync(join(folder, 'cat-4.mp4'), 'utf8')).toBe('three');
});

it('folderTarget: refuses two videos of one name, whatever its case', () => {
  const places = ['Cat', 'cat'].map((file, index) => ({ id: String(index), file, isReplaced: true }));
  expect(() => folderTarget(terminal, folderOf({}), places)).toThrow(/Two videos.*cat\.mp4/);
});
