import type { McpServer } from '@modelcontextprotocol/server';
import {
  type Candidate,
  explainChange,
  explainPlan,
  explainProblem,
  explainWarning,
  modelName,
  type Rejection,
  type VideoRequest,
} from '@vid/core';
import type { JobOptions } from '@vid/core/journal';
import * as z from 'zod/mini';
import type { Host } from '../host.ts';
import { isAskedFor, planWithin, routingOf } from '../offer.ts';
import { answer, said } from '../results.ts';
import { described, money, requestField, routingField, standard } from '../schema.ts';

/** A plan over all services has some seventy lines; an agent pays for each. */
const shownCandidates = 10;
const shownRejections = 20;

const texts = z.array(z.string());
const input = z.strictObject({
  request: requestField,
  routing: routingField,
  maxCost: described('The most that it may cost.', z.optional(money)),
  all: described(
    `Every candidate and every rejection. Default: the best ${shownCandidates} candidates, and ${shownRejections} rejections where there is none.`,
    z.optional(z.boolean()),
  ),
  payload: described(
    'With the HTTP request of the best candidate, secrets blanked. Default false.',
    z.optional(z.boolean()),
  ),
});
const output = z.object({
  candidates: z.array(
    z.object({
      model: z.string(),
      evidence: z.string(),
      price: z.optional(money),
      leastPrice: z.optional(money),
      typicalSeconds: z.optional(z.number()),
      resolution: z.optional(z.string()),
      defaults: described('By field, as text.', z.record(z.string(), z.string())),
      changes: texts,
      warnings: texts,
    }),
  ),
  rejected: z.array(z.object({ model: z.string(), reasons: texts, wouldFit: z.optional(texts) })),
  /** How many there are, shown or not; without those that `only` and `never` leave out, unless all are asked for. */
  counts: z.object({ candidates: z.int(), rejected: z.int() }),
  payload: z.optional(
    z.object({
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: described('As JSON.', z.string()),
    }),
  ),
});

function asText(defaults: Candidate['defaults']): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [field, value] of Object.entries(defaults)) texts[field] = String(value);
  return texts;
}

const candidateOf = (candidate: Candidate) => ({
  model: modelName(candidate),
  evidence: candidate.evidence,
  price: candidate.price,
  leastPrice: candidate.leastPrice,
  typicalSeconds: candidate.typicalSeconds,
  resolution: candidate.resolution,
  defaults: asText(candidate.defaults),
  changes: candidate.adjustments.map((change) => explainChange(change)),
  warnings: candidate.warnings.map((warning) => explainWarning(warning)),
});

const rejectionOf = ({ problems, suggestion, ...rejection }: Rejection) => ({
  model: modelName(rejection),
  reasons: problems.map((problem) => explainProblem(problem, { withModel: false })),
  wouldFit: suggestion?.changes.map((change) => explainChange(change)),
});

export function registerPlan(server: McpServer, host: Host): void {
  const { router, inputs } = host.settings;
  const payloadOf = (request: VideoRequest, routing: JobOptions) => {
    const { body, ...prepared } = router.prepare(request, routing);
    return { ...prepared, body: JSON.stringify(body) };
  };
  server.registerTool(
    'vid_plan',
    {
      title: 'Plan a video',
      description:
        'Which models can do a request, best first, at what price, and why others cannot. Sends nothing, costs nothing.',
      inputSchema: standard(input, inputs !== undefined),
      outputSchema: standard(output),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    (args) =>
      answer(host, async () => {
        const request = host.readRequest(args.request);
        const { maxCost, all = false, payload = false } = args;
        const routing = routingOf(args.routing);
        const plan = planWithin(host, { request, routing, maxCost });
        const { candidates } = plan;
        const rejected = all ? plan.rejected : plan.rejected.filter((one) => isAskedFor(one, routing));
        const [best] = candidates;
        const shown = {
          candidates: all ? candidates : candidates.slice(0, shownCandidates),
          rejected: all ? rejected : candidates.length > 0 ? [] : rejected.slice(0, shownRejections),
        };
        const left = [
          ...(shown.candidates.length < candidates.length
            ? [`${candidates.length - shown.candidates.length} more candidates`]
            : []),
          ...(shown.rejected.length < rejected.length
            ? [`${rejected.length - shown.rejected.length} rejections`]
            : []),
        ];
        const more = left.length === 0 ? '' : `\nNot shown: ${left.join(', ')}. Pass all: true to see them.`;
        const structured = {
          candidates: shown.candidates.map(candidateOf),
          rejected: shown.rejected.map(rejectionOf),
          counts: { candidates: candidates.length, rejected: rejected.length },
          ...(payload &&
            best !== undefined && { payload: payloadOf(request, { ...routing, only: [modelName(best)] }) }),
        };
        // Through JSON, which has no `undefined`.
        return said(`${explainPlan({ ...plan, ...shown })}${more}`, JSON.parse(JSON.stringify(structured)));
      }),
  );
}
