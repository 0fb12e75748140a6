import {
  createBudget,
  createRouter,
  type Router,
  type RouterSettings,
  type VideoProvider,
  type VideoRequest,
  type VideoTask,
} from '@vid/core';

const usd = (amount: number) => ({ amount, currency: 'USD' }) as const;

/** Every call pays from one budget; what is beyond it is refused before anything is sent. */
export const openRouter = (providers: readonly VideoProvider[], settings?: RouterSettings): Router =>
  createRouter(providers, { budget: createBudget(usd(20)), ...settings });

/** 1080p for at most 1 USD, the cheapest first; the next one when a service proves that it made no task. */
export const cheapInHd = (router: Router, request: VideoRequest): Promise<VideoTask> =>
  router.generate(request, {
    needs: ['1080p'], // `added` in the plan says what the request then says more
    adapt: ['duration'], // the nearest that a model takes; `adjustments` in the plan says which
    prefer: 'cheapest',
    maxCost: usd(1),
    fallback: true, // `task.attempts` tells who was tried; never after an unknown outcome
  });

/** The same request on several models, each a paid task: a line for each end. */
export async function sideBySide(router: Router, request: VideoRequest, models: readonly string[]) {
  const lines: string[] = [];
  for await (const { state, provider, model, cost, endedAfterMs } of router.compare(request, { models })) {
    if (state === 'queued' || state === 'accepted') continue;
    lines.push([provider, model, state, cost?.amount, endedAfterMs].join(' '));
  }
  return lines;
}
