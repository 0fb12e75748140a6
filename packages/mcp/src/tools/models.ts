import type { McpServer } from '@modelcontextprotocol/server';
import { explainPrice, type ModelCapabilities, modelName, modes } from '@vid/core';
import * as z from 'zod/mini';
import type { Host } from '../host.ts';
import { isNamed } from '../offer.ts';
import { answer, said } from '../results.ts';
import { described, standard } from '../schema.ts';

const input = z.strictObject({
  model: described(
    'With all that they take: a service "kling", a model "kling:kling-v2-6", or with its api "kling:kling-v2-6 (official)". Default: all, in brief.',
    z.optional(z.string()),
  ),
  mode: described('Only models of this mode.', z.optional(z.enum(modes))),
});
const texts = z.array(z.string());
const output = z.object({
  models: z.array(
    z.object({
      model: z.string(),
      modes: texts,
      prices: texts,
      /** A day, where the service has ended the model. */
      retired: z.optional(z.string()),
      /** A request fits if one row accepts every field that it sets. */
      rows: z.optional(
        z.array(
          z.object({
            mode: z.enum(modes),
            evidence: z.string(),
            requires: texts,
            /** By field: `"any"`, or what of it is taken. */
            accepts: z.record(z.string(), z.union([z.string(), z.looseObject({})])),
          }),
        ),
      ),
    }),
  ),
});

function viewOf(one: ModelCapabilities, isWhole: boolean) {
  const { rows, prices = [], retired } = one;
  return {
    model: modelName(one),
    modes: [...new Set(rows.map(({ mode }) => mode))],
    prices: prices.map((price) => explainPrice(price)),
    retired: retired?.since,
    ...(isWhole && {
      rows: rows.map(({ mode, evidence, requires = [], accepts }) => ({ mode, evidence, requires, accepts })),
    }),
  };
}

export function registerModels(server: McpServer, { settings, onError }: Host): void {
  const { models } = settings.router.capabilities;
  server.registerTool(
    'vid_models',
    {
      title: 'Video models',
      description: 'The models of this server: what each makes, what it takes, and its price.',
      inputSchema: standard(input),
      outputSchema: standard(output),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ model, mode }) =>
      answer({ onError }, async () => {
        const found = models
          .filter((one) => model === undefined || isNamed(one, model))
          .filter(({ rows }) => mode === undefined || rows.some((row) => row.mode === mode))
          .map((one) => viewOf(one, model !== undefined));
        const text = found
          .map(({ model, modes, prices, retired }) => {
            const [first, ...others] = prices;
            const price = first === undefined ? '' : `; ${first}${others.length > 0 ? ' …' : ''}`;
            const ended = retired === undefined ? '' : ` (ended ${retired})`;
            return `${model}${ended}: ${modes.join(', ')}${price}`;
          })
          .join('\n');
        const none = 'No such model. Call vid_models without arguments for all.';
        return said(text === '' ? none : text, { models: JSON.parse(JSON.stringify(found)) });
      }),
  );
}
