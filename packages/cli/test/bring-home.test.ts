import { createRouter } from '@vid/core';
import { createJobs, createMemoryJobStore, createMemoryJournal } from '@vid/core/journal';
import { createKling } from '@vid/kling';
import { expect, it } from 'vitest';
import { bringHome } from '../src/bring-home.ts';

it('a video that another command has brought home meanwhile stays where the books say', async () => {
  const everybody = createRouter([createKling({ api: 'official', apiKey: 'sk-simulator' })]);
  const store = createMemoryJobStore();
  const jobs = createJobs({ router: everybody, journal: createMemoryJournal(), store });
  const model = { provider: 'kling', api: 'official', model: 'kling-v2-6' };
  const videos = [{ url: 'https://example.com/1.mp4' }, { url: 'https://example.com/2.mp4' }];
  const createdAt = '2026-11-30T00:00:00.000Z';
  await jobs.follow({ ...model, id: 'task-1', status: 'succeeded', createdAt, videos }, { id: 'cat' });
  const bring = async (folder: string) => {
    const storeVideo = async ({ index }: { readonly index: number }) => ({
      name: `${folder}/${index}.mp4`,
      bytes: 9,
      mediaType: 'video/mp4',
    });
    const { signal } = new AbortController();
    return bringHome({ everybody, isSimulated: false }, { store }, await jobs.get('cat'), storeVideo, signal);
  };
  const files = ['home/0.mp4', 'home/1.mp4'].map((name) => ({ file: expect.objectContaining({ name }) }));
  expect(await bring('home')).toMatchObject({ videos: files });
  expect(await bring('elsewhere')).toMatchObject({ videos: files });
  expect((await jobs.get('cat')).job).toMatchObject({ videos: files });
});
