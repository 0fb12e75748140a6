import {
  explainPlan,
  modelName,
  type Plan,
  planSize,
  type Router,
  type RoutingOptions,
  sizeVariants,
  VideoError,
  type VideoRequest,
} from '@vid/core';
import { type ReadCall, refuse } from './call.ts';

/** How a call is asked for, and the plan for it. */
export interface PlannedCall {
  readonly request: VideoRequest;
  readonly routing: RoutingOptions;
  readonly plan: Plan;
}

/** `'adaptive'` takes the ratio of what goes in, so something must. */
const hasInput = ({ firstFrame, lastFrame, references, referenceVideos, sourceVideo }: VideoRequest) =>
  [firstFrame, lastFrame, references, referenceVideos, sourceVideo].some((media) => media !== undefined);

/**
 * A model without a ratio of its own follows what goes in, as `'adaptive'` asks: where no row has the word, the field is left open
 * for those that would fill nothing in.
 */
function planAdaptive(asked: PlannedCall, router: Router): PlannedCall {
  const { aspectRatio, ...request } = asked.request;
  const isOpen = asked.plan.candidates.length === 0 && aspectRatio === 'adaptive' && hasInput(request);
  if (!isOpen) return asked;
  const plan = router.plan(request, asked.routing);
  const candidates = plan.candidates.filter(({ defaults }) => defaults.aspectRatio === undefined);
  if (candidates.length === 0) return asked;
  return {
    request,
    routing: { ...asked.routing, only: candidates.map(modelName) },
    plan: { ...plan, candidates },
  };
}

/** A ratio beside pixels says nothing more; one that says something else is refused. */
function withoutRatio({ aspectRatio, ...request }: VideoRequest, size: string): VideoRequest {
  const said = sizeVariants(size).find(({ shape }) => shape.aspectRatio !== undefined)?.shape.aspectRatio;
  if (aspectRatio !== undefined && aspectRatio !== said)
    refuse([{ code: 'set-twice', field: 'resolution', asked: size, means: 'aspectRatio' }]);
  return request;
}

/**
 * Plans a call: pixels as the size, the resolution or the ratio that a model takes. Throws what the router throws for input that is
 * none, and `VideoError('unsupported')` where no model takes the size in any way.
 */
export function planCall({ request, size, routing }: ReadCall, router: Router): PlannedCall {
  if (size === undefined)
    return planAdaptive({ request, routing, plan: router.plan(request, routing) }, router);
  const planned = planSize({ ...withoutRatio(request, size), size }, router, routing);
  const { candidates, rejected } = planned.plan;
  const problems = rejected.flatMap((rejection) => rejection.problems);
  // The router itself says when a model that could is down.
  if (candidates.length > 0 || problems.some(({ code }) => code === 'circuit-open')) return planned;
  const { plan } = planned;
  const message = `No model can do this, nothing was sent.\n${explainPlan(plan)}`;
  throw new VideoError('unsupported', message, { plan, problems });
}
