import { createProviderRegistry, customProvider, experimental_generateVideo as generateVideo } from 'ai-6';
import { parseTask } from '@vid/core';
import type { FaultRule } from '@vid/simulator';
import { describe, expect, it, vi } from 'vitest';
import { openVid, reasonOf } from './open-vid.ts';

/* The same models with the AI SDK before start and status: one call sends and waits. */

vi.stubGlobal('AI_SDK_LOG_WARNINGS', false);

const boat = { prompt: 'a paper boat', aspectRatio: '16:9', duration: 5 } as const;

describe('vid.v3 with ai 6', () => {
  it('brings a video home, for one bill', async () => {
    const { vid, simulator, tasks } = await openVid();
    const { video, providerMetadata } = await generateVideo({
      model: vid.v3('kling:kling-v2-6 (official)'),
      ...boat,
      download: vid.download,
    });
    expect(video.uint8Array.byteLength).toBeGreaterThan(1_000);
    expect(parseTask(providerMetadata['vid']?.['task'])).toMatchObject({
      id: tasks[0]?.id,
      status: 'succeeded',
    });
    expect(simulator.tasks).toHaveLength(1);
  });

  it.each<FaultRule>([
    { on: 'submit', kind: 'accepted-cut', times: 'always' },
    { on: 'submit', kind: 'accepted-error', status: 503, times: 'always' },
  ])('sends once when the outcome is not known: $kind', async (fault) => {
    const { vid, simulator } = await openVid();
    simulator.fault(fault);
    const reason = await reasonOf(generateVideo({ model: vid.v3.video('kling-v2-6'), ...boat }));
    expect(reason).toMatchObject({ code: 'submission-unknown' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('outlasts eight 503 in a row', async () => {
    const { vid, simulator } = await openVid();
    simulator.fault({ on: 'poll', kind: 'error', status: 503, times: 8 });
    await generateVideo({ model: vid.v3.video('kling-v2-6'), ...boat, download: vid.download });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('fails with the task, once', async () => {
    const { vid, simulator, tasks } = await openVid({
      simulator: { outcome: () => ({ failed: 'The boat sank.' }) },
    });
    const reason = await reasonOf(generateVideo({ model: vid.v3.video('kling-v2-6'), ...boat }));
    expect(reason).toMatchObject({
      name: 'VideoError',
      retryable: false,
      message: expect.stringContaining('The boat sank.'),
      task: { id: tasks[0]?.id, status: 'failed' },
    });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('stops the task on an abort, where it is told to', async () => {
    const abort = new AbortController();
    const { vid, simulator } = await openVid({
      settings: { cancelOnAbort: true, onTask: () => abort.abort() },
    });
    const { signal: abortSignal } = abort;
    const reason = await reasonOf(generateVideo({ model: vid.v3.video('gen4.5'), ...boat, abortSignal }));
    expect(reason).toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(simulator.requests.map(({ method }) => method)).toContain('DELETE'));
    expect(simulator.tasks).toHaveLength(1);
  });

  it('names what has no place before anything is paid', async () => {
    const { vid, simulator } = await openVid();
    const reason = await reasonOf(generateVideo({ model: vid.v3.video(), ...boat, fps: 24 }));
    expect(reason).toMatchObject({ code: 'unsupported', problems: [{ field: 'fps' }] });
    expect(simulator.tasks).toEqual([]);
  });

  it('stands in a registry', async () => {
    const { vid, simulator } = await openVid();
    const custom = customProvider({ videoModels: { best: vid.v3('kling-v2-6') } });
    await generateVideo({ model: custom.videoModel('best'), ...boat, download: vid.download });
    expect(createProviderRegistry({ vid: vid.v3 })).toHaveProperty('imageModel');
    expect(simulator.tasks).toHaveLength(1);
  });
});
