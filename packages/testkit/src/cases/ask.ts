import { isFinal, parseTask, VideoError, type VideoTask, waitForTask } from '@vid/core';
import { assert as assertProperty, asyncProperty, json } from 'fast-check';
import { expect } from 'vitest';
import { each, groupOf } from '../contract-case.ts';
import { after, unexpectedAnswers } from '../faults.ts';
import { virtualClock } from '../virtual-clock.ts';

/** A failed poll is not a failed video, and any process can take over. */
export const askCases = groupOf('asking', {
  'finds each task again until its video is there': async (open) => {
    const fixture = await open();
    const provider = fixture.createProvider({});
    for (const [index, request] of fixture.requests.entries()) {
      const accepted = await provider.generate(request);
      expect(fixture.createdTasks()).toBe(index + 1);
      expect(isFinal(accepted)).toBe(false);
      const done = await waitForTask(provider, accepted, { clock: virtualClock(fixture.finishTasks) });
      const videos = [{ url: expect.stringMatching(/^https?:/) }];
      expect(done).toMatchObject({ status: 'succeeded', id: accepted.id, model: accepted.model, videos });
    }
    expect(fixture.createdTasks()).toBe(fixture.requests.length);
  },

  ...each(
    Object.entries(unexpectedAnswers),
    (what) => `query: throws on ${what} and leaves the task unchanged`,
    (answer) => async (open) => {
      const fixture = await open();
      for (const [index, request] of fixture.requests.entries()) {
        const task = await fixture.createProvider({}).generate(request);
        const provider = fixture.createProvider({ fetch: after([answer]) });
        await expect(provider.query(task)).rejects.toMatchObject({ name: 'VideoError', retryable: true });
        expect((await provider.query(task)).id).toBe(task.id);
        expect(fixture.createdTasks()).toBe(index + 1);
      }
    },
  ),

  ...each(
    Object.entries(unexpectedAnswers),
    (what) => `wait: succeeds after ${what}`,
    (answer) => async (open) => {
      const fixture = await open();
      const [request = {}] = fixture.requests;
      const task = await fixture.createProvider({}).generate(request);
      // Long after the submit, too: no grace is left.
      const old = {
        ...task,
        createdAt: new Date(Date.parse(task.createdAt ?? '') - 3_600_000).toISOString(),
      };
      const clock = virtualClock((pauses) => {
        if (pauses > 1) fixture.finishTasks();
      });
      const provider = fixture.createProvider({ fetch: after([answer]) });
      expect(await waitForTask(provider, old, { clock })).toMatchObject({ status: 'succeeded', id: task.id });
      expect(fixture.createdTasks()).toBe(1);
    },
  ),

  'wait: goes on after every unexpected answer in a row, in another process that holds only the JSON': async (
    open,
  ) => {
    const fixture = await open();
    const all = Object.values(unexpectedAnswers);
    for (const [index, request] of fixture.requests.entries()) {
      const text = JSON.stringify(await fixture.createProvider({}).generate(request));
      const task = parseTask(JSON.parse(text));
      expect(JSON.stringify(task)).toBe(text);
      const clock = virtualClock((pauses) => {
        if (pauses > all.length) fixture.finishTasks();
      });
      const other = fixture.createProvider({ fetch: after(all) });
      const done = await waitForTask(other, task, { clock, timeoutMs: 3_600_000 });
      expect(done.status).toBe('succeeded');
      expect(clock.slept.length).toBeGreaterThan(all.length);
      expect(fixture.createdTasks()).toBe(index + 1);
    }
  },

  'gives the task back on a timeout, and waiting goes on from it': async (open) => {
    const fixture = await open();
    const provider = fixture.createProvider({});
    const [request = {}] = fixture.requests;
    const task = await provider.generate(request);
    const waiting = waitForTask(provider, task, { clock: virtualClock(), timeoutMs: 60_000 });
    const error: unknown = await waiting.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'timeout',
      task: { id: task.id },
      message: expect.stringContaining('billed'),
    });
    const kept = parseTask(JSON.parse(JSON.stringify(error)).task);
    const done = await waitForTask(provider, kept, { clock: virtualClock(fixture.finishTasks) });
    expect(done.status).toBe('succeeded');
    expect(fixture.createdTasks()).toBe(1);
  },

  'says not-found of a task that is not there, and nothing worse': async (open) => {
    const fixture = await open();
    const provider = fixture.createProvider({});
    for (const request of fixture.requests) {
      const task = await provider.generate(request);
      await expect(provider.query({ ...task, id: '900000000000000404' })).rejects.toMatchObject({
        code: 'not-found',
      });
    }
  },

  'refuses a task of somebody else before it asks': async (open) => {
    const fixture = await open();
    const [request = {}] = fixture.requests;
    const task = await fixture.createProvider({}).generate(request);
    const foreign: VideoTask = { ...task, provider: 'somebody-else' };
    await expect(fixture.createProvider({}).query(foreign)).rejects.toMatchObject({
      code: 'invalid-request',
    });
  },

  'reads any JSON without crashing, and never as a success without a link': async (open) => {
    const fixture = await open();
    const [request = {}] = fixture.requests;
    const task = await fixture.createProvider({}).generate(request);
    const anyAnswer = asyncProperty(json(), async (text) => {
      const provider = fixture.createProvider({ fetch: async () => new Response(text) });
      const outcome: unknown = await provider.query(task).catch((reason: unknown) => reason);
      if (outcome instanceof VideoError) return outcome.message !== '';
      const read = parseTask(outcome);
      return (
        read.id === task.id &&
        (read.status !== 'succeeded' || read.videos.every(({ url }) => URL.canParse(url)))
      );
    });
    await expect(assertProperty(anyAnswer)).resolves.toBeUndefined();
  },
});
