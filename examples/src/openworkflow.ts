import type { Advance, VideoJob } from '@vid/core/journal';
import type { OpenWorkflow } from 'openworkflow';

/** The engine keeps the job and wakes for it; `advance` and the journal behind it decide what is sent. */
export const defineVideoWorkflow = (engine: OpenWorkflow, advance: Advance) =>
  engine.defineWorkflow<VideoJob, VideoJob>({ name: 'video' }, async ({ input, step }) => {
    let job = input;
    for (let turn = 1; ; turn += 1) {
      const next = await step.run({ name: `step ${turn}` }, () => advance(job));
      job = next.job;
      if (next.wakeAfterMs === undefined) return job;
      await step.sleep(`pause ${turn}`, `${Math.ceil(next.wakeAfterMs)}ms`);
    }
  });
