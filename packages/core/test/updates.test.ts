import { ReadableStream } from 'node:stream/web';
import { createRouter, updates, VideoError, type VideoTask } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { done, numbered, openService, running } from './polling-service.ts';

const at = (task: VideoTask, progress: number): VideoTask => ({ ...task, status: 'running', progress });

/** Reads in the background what an iterator gives. */
function read(source: AsyncIterable<VideoTask>, until: (task: VideoTask) => boolean = () => false) {
  const seen: { tasks: VideoTask[]; outcome?: unknown } = { tasks: [] };
  const loop = async () => {
    for await (const task of source) {
      seen.tasks.push(task);
      if (until(task)) return 'left';
    }
    return 'ended';
  };
  const note = (outcome: unknown) => {
    seen.outcome = outcome;
  };
  void loop().then(note, note);
  return seen;
}

const task = numbered('1');
const story = [task, at(task, 0.1), at(task, 0.1), at(task, 0.6), done(task)];
const open = () =>
  openService({
    answer: (_task, nth) => (nth === 3 ? new VideoError('network', 'reset') : (story[nth - 1] ?? done(task))),
  });

describe('updates', () => {
  it.each(['a provider', 'a router'])('of %s are the changes and the end', async (by) => {
    const { provider, clock, time, times } = open();
    const options = { clock, intervalMs: 1_000 };
    const seen = read(
      by === 'a router' ? createRouter([provider]).updates(task, options) : updates(provider, task, options),
    );
    await time.advance(2_000);
    expect(seen.tasks).toEqual([at(task, 0.1)]);
    await time.advance(3_000);
    expect(seen).toEqual({ tasks: [at(task, 0.1), at(task, 0.6), done(task)], outcome: 'ended' });
    expect(times()).toEqual([1_000, 2_000, 3_000, 4_000, 5_000]);
  });

  it('end with the wait when the loop is left', async () => {
    const { provider, clock, time, times } = open();
    const seen = read(updates(provider, task, { clock, intervalMs: 1_000 }), () => true);
    await time.advance(10_000);
    expect(seen).toEqual({ tasks: [at(task, 0.1)], outcome: 'left' });
    expect([times(), time.sleeping()]).toEqual([[1_000, 2_000], 0]);
  });

  it.each(['a provider', 'a router'])('of %s end at once when left while nothing has come', async (by) => {
    const { provider, clock, time, asked } = open();
    const options = { clock, intervalMs: 1_000 };
    const source =
      by === 'a router' ? createRouter([provider]).updates(task, options) : updates(provider, task, options);
    const pending = source.next();
    await time.advance(100);
    expect(await source.return()).toEqual({ done: true, value: undefined });
    expect(await pending).toEqual({ done: true, value: undefined });
    await time.advance(10_000);
    expect([asked, time.sleeping()]).toEqual([[], 0]);
    expect(await source.next()).toEqual({ done: true, value: undefined });
  });

  it('end with a stream that is canceled', async () => {
    const { provider, clock, time, asked } = open();
    const reader = ReadableStream.from(updates(provider, task, { clock, intervalMs: 1_000 })).getReader();
    void reader.read();
    await time.advance(100);
    await reader.cancel();
    await time.advance(10_000);
    expect([asked, time.sleeping()]).toEqual([[], 0]);
  });

  it('keep what a slow reader has not read yet', async () => {
    const { provider, clock, time } = open();
    const iterator = updates(provider, task, { clock, intervalMs: 1_000 });
    const first = iterator.next();
    await time.advance(10_000);
    expect(await first).toEqual({ done: false, value: at(task, 0.1) });
    expect(await iterator.next()).toEqual({ done: false, value: at(task, 0.6) });
    expect(await iterator.next()).toEqual({ done: false, value: done(task) });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('of a task that has ended are the task', async () => {
    const { provider, clock, time, asked } = open();
    const seen = read(updates(provider, done(task), { clock }));
    await time.advance(0);
    expect(seen).toEqual({ tasks: [done(task)], outcome: 'ended' });
    expect(asked).toEqual([]);
  });

  it('ask nothing before they are read', async () => {
    const { provider, clock, time } = open();
    updates(provider, task, { clock });
    await time.advance(1_000);
    expect(time.sleeping()).toBe(0);
  });

  it('throw what a wait throws, after what was heard before', async () => {
    const { provider, clock, time } = openService({ answer: running });
    const seen = read(updates(provider, task, { clock, intervalMs: 1_000, timeoutMs: 2_500 }));
    await time.advance(5_000);
    expect(seen).toMatchObject({
      tasks: [running(task)],
      outcome: { code: 'timeout', task: running(task) },
    });
  });

  it('throw only after everything was read, and end well when aborted after the end', async () => {
    const { provider, clock, time } = open();
    const controller = new AbortController();
    const options = { clock, intervalMs: 1_000, signal: controller.signal };
    const [short, whole] = [
      updates(provider, task, { ...options, timeoutMs: 4_000 }),
      updates(provider, task, options),
    ];
    const reads = [short.next(), whole.next()];
    await time.advance(10_000);
    controller.abort();
    expect(await Promise.all(reads)).toMatchObject([{ value: at(task, 0.1) }, { value: at(task, 0.1) }]);
    expect(await short.next()).toMatchObject({ value: at(task, 0.6) });
    await expect(short.next()).rejects.toMatchObject({ code: 'timeout' });
    const rest = read(whole);
    await time.advance(0);
    expect(rest).toEqual({ tasks: [at(task, 0.6), done(task)], outcome: 'ended' });
  });

  it('end at once with the platform’s own error when aborted', async () => {
    const { provider, clock, time } = openService({ answer: running });
    const controller = new AbortController();
    const { signal } = controller;
    const seen = read(updates(provider, task, { clock, signal }));
    await time.advance(1_000);
    controller.abort();
    await time.advance(0);
    expect(seen).toMatchObject({ outcome: { name: 'AbortError' } });
    expect(time.sleeping()).toBe(0);
    const late = read(updates(provider, task, { clock, signal }));
    await time.advance(0);
    expect(late).toMatchObject({ outcome: { name: 'AbortError' } });
  });
});
