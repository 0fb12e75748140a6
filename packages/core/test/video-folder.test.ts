import { chmodSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRouter, type SucceededTask } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import type { VideoJob } from '@vid/core/journal';
import { expect, it } from 'vitest';
import { file, film, folder, serve, sha256 } from './download-server.ts';
import { acme, fakeProvider } from './fixture.ts';

const clip = film(30_000);
const provider = createRouter([fakeProvider(acme, {}).provider]);

function downloadingJob(id: string, url: string) {
  const task: SucceededTask = {
    provider: 'acme',
    api: 'direct',
    model: 'brook-2',
    id: 't-1',
    status: 'succeeded',
    videos: [{ url }],
  };
  const { status: _status, videos: _videos, id: _id, ...model } = task;
  const facts = { owner: '', fingerprint: 'f', createdAt: '', updatedAt: '', failures: 0, model };
  const job: VideoJob = { id, ...facts, phase: 'downloading', task, files: {} };
  return { job, task, video: { url }, index: 0, provider, signal: undefined };
}

it('keeps each job apart: letters of two sizes, of Windows, of 128 characters', async () => {
  const { link, allowHosts } = await serve(file(clip));
  const root = await folder();
  const videos = videoFolder(root, { allowHosts });
  const long = 'a'.repeat(128);
  const ids = [
    'order-1',
    'Order-1',
    'ORDER-1',
    'a:b',
    '..',
    'con',
    `${long.slice(1)}b`,
    long,
    ':'.repeat(128),
  ];
  const stored = await Promise.all(ids.map((id) => videos.storeVideo(downloadingJob(id, link))));
  const names = stored.map(({ name }) => name);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
  expect((await readdir(root)).toSorted()).toEqual(names.toSorted());
  expect(names[0]).toBe('order-1-0.mp4');
  for (const name of names) {
    expect(name).toMatch(/^[\w.%~-]{1,160}$/);
    expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[. ]$/i);
  }
  for (const one of stored) expect(sha256(await readFile(videos.pathOf(one)))).toBe(sha256(clip));
});

it('downloads each job from its own hosts only', async () => {
  const { link, allowHosts } = await serve(file(clip));
  const videos = videoFolder(await folder(), { allowHosts: ({ id }) => (id === 'own' ? allowHosts : []) });
  expect(await videos.storeVideo(downloadingJob('own', link))).toMatchObject({ bytes: clip.length });
  await expect(videos.storeVideo(downloadingJob('other', link))).rejects.toThrow(/allowHosts/);
});

it('stores the same video twice as one file, and touches nothing else in the folder', async () => {
  const { link, allowHosts } = await serve(file(clip));
  const root = await folder();
  const videos = videoFolder(root, { allowHosts });
  const kept = ['.order-2.mp4.0123456789ab.part', 'notes.txt'];
  for (const name of kept) await writeFile(join(root, name), 'half');
  const first = await videos.storeVideo(downloadingJob('order-1', link));
  expect(await videos.storeVideo(downloadingJob('order-1', link))).toEqual(first);
  expect((await readdir(root)).toSorted()).toEqual([...kept, first.name].toSorted());
  await videos.delete(first);
  await videos.delete(first);
  expect((await readdir(root)).toSorted()).toEqual(kept.toSorted());
});

it('makes the folder for its owner alone, and leaves the mode of one that is there', async () => {
  const root = await folder();
  videoFolder(join(root, 'own', 'videos'));
  expect(statSync(join(root, 'own', 'videos')).mode & 0o777).toBe(0o700);
  const shared = join(root, 'shared');
  await mkdir(shared);
  chmodSync(shared, 0o755);
  videoFolder(shared);
  expect(statSync(shared).mode & 0o777).toBe(0o755);
});
