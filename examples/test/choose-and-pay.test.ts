import { VideoError, type VideoEvent } from '@vid/core';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cheapInHd, openRouter, sideBySide } from '../src/choose-and-pay.ts';

async function open() {
  const simulator = await startSimulator({ speed: 0 });
  onTestFinished(() => simulator.close());
  const keys = { baseUrl: simulator.url, apiKey: simulator.apiKey, api: 'official' } as const;
  const events: VideoEvent['type'][] = [];
  const router = openRouter([createRunway(keys), createKling(keys)], {
    clock: virtualClock(() => simulator.advance(5)),
    onEvent: ({ type }) => events.push(type),
  });
  return { simulator, router, events };
}
const request = { prompt: 'a paper boat', duration: 7 };

describe('the example of choosing and paying', () => {
  it('takes the cheapest that gives 1080p as asked', async () => {
    const { simulator, router, events } = await open();
    const task = await cheapInHd(router, request);
    expect(task).toMatchObject({ model: 'kling-v3', attempts: [{ outcome: 'accepted' }] });
    expect(events).toEqual(['planned', 'submitted', 'accepted']);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('goes on after a refusal, with a length that the next one takes', async () => {
    const { simulator, router } = await open();
    simulator.fault({ on: 'submit', kind: 'rate-limited', service: 'kling', times: 'always' });
    const task = await cheapInHd(router, request);
    expect(task).toMatchObject({ provider: 'runway', model: 'veo3.1_fast' });
    expect(task.attempts?.[0]).toMatchObject({ model: 'kling-v3', outcome: 'refused' });
    expect(task.attempts?.at(-1)).toMatchObject({ model: 'veo3.1_fast', outcome: 'accepted' });
    expect(simulator.tasks).toMatchObject([{ body: { duration: 6, ratio: '1920:1080', audio: false } }]);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('sends nothing that costs more', async () => {
    const { simulator, router } = await open();
    await expect(cheapInHd(router, { ...request, duration: 15, audio: true })).rejects.toBeInstanceOf(
      VideoError,
    );
    expect(simulator.tasks).toHaveLength(0);
  });

  it('compares', async () => {
    const { simulator, router } = await open();
    const lines = await sideBySide(router, { ...request, duration: 5 }, ['kling-v2-6', 'gen4.5']);
    expect(lines).toHaveLength(2);
    expect(lines.join()).toMatch(/runway gen4.5 ended 0.6 \d+/);
    expect(simulator.tasks).toHaveLength(2);
  });
});
