// Model routers: POST /v1/generate/video, /v1/routers and the history of what they were asked (runway.md 2.17).
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { App, AppContext, Backend } from '../../backend.ts';
import type { JsonObject } from '../../state/task.ts';
import { chargeOf, type Settings } from './credits.ts';
import { failed } from './errors.ts';
import { requireHeaders } from './headers.ts';
import type { Entry } from './queue.ts';
import { imageToVideo, routed, type RoutedInput, textToVideo, videoToVideo } from './schema.ts';

type Submit = (
  c: AppContext,
  body: unknown,
  asked: Settings,
  prompt: string,
  answerOf: (entry: Entry) => JsonObject,
) => Response | Promise<Response>;

const settings = z.strictObject({
  schemaVersion: z.literal(1).default(1),
  optimizeFor: z.enum(['cost', 'latency', 'quality']).optional(),
  maxCreditsPerGeneration: z
    .strictObject({
      video: z.number().optional(),
      image: z.number().optional(),
      audio: z.number().optional(),
    })
    .optional(),
  models: z
    .strictObject({ mode: z.enum(['allow_new_except', 'allowlist_only']), ids: z.array(z.string()) })
    .optional(),
  fallback: z.strictObject({ onCapacity: z.boolean().optional() }).optional(),
});
const created = z.strictObject({
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  name: z.string().optional(),
  description: z.string().optional(),
  settings: settings.prefault({}),
});
const updated = z.strictObject({
  name: z.string().optional(),
  description: z.string().nullish(),
  settings: settings.optional(),
});

type Router = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly settings: z.output<typeof settings>;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** What the service could choose; which it really has is not documented [guess]. */
const pool = ['gen4_turbo', 'gen4.5', 'veo3.1_fast', 'veo3.1', 'seedance2', 'seedance2_5'] as const;

const pixels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '720p': { '16:9': '1280:720', '9:16': '720:1280', '1:1': '960:960', '4:3': '1104:832', '3:4': '832:1104' },
  '1080p': { '16:9': '1920:1080', '9:16': '1080:1920', '1:1': '1440:1440' },
};

/** As it would arrive: what is undefined is not there. */
function asJson(body: object): unknown {
  const arrived: unknown = JSON.parse(JSON.stringify(body));
  return arrived;
}

/** The direct request that the input would be with one model; undefined where that model's route refuses it. */
function directRequest(model: string, input: RoutedInput): Settings | undefined {
  const { promptText, negativePrompt, aspectRatio = '16:9', resolution = '720p', audio, seed } = input;
  const ratio = pixels[resolution]?.[aspectRatio];
  const { duration = model.startsWith('veo') ? 4 : 5, referenceImages = [], referenceVideos = [] } = input;
  const frames = referenceImages.filter(({ role }) => role !== 'reference');
  const references = referenceImages.filter(({ role }) => role === 'reference').map(({ uri }) => ({ uri }));
  const source = referenceVideos.find(({ role }) => role === 'source');
  const shared = { model, promptText, negativePrompt, ratio, duration, audio, seed };
  const given = { ...shared, ...(references.length > 0 && { references }) };
  const body =
    source !== undefined
      ? { ...given, promptVideo: source.uri }
      : frames.length > 0
        ? { ...given, promptImage: frames.map(({ uri, role }) => ({ uri, position: role })) }
        : given;
  const schema = source !== undefined ? videoToVideo : frames.length > 0 ? imageToVideo : textToVideo;
  return schema.safeParse(asJson(body)).success && ratio !== undefined
    ? { model, ratio, duration, audio }
    : undefined;
}

function allowed({ models }: Router['settings'], model: string): boolean {
  if (models === undefined) return true;
  return (models.mode === 'allowlist_only') === models.ids.includes(model);
}

/** The cheapest that is able; the dearest is taken for the best [guess]. */
function choose({ settings: wanted }: Router, input: RoutedInput): Settings | undefined {
  const ceiling = wanted.maxCreditsPerGeneration?.video ?? Infinity;
  const able = pool
    .filter((model) => allowed(wanted, model))
    .flatMap((model) => directRequest(model, input) ?? [])
    .filter((asked) => chargeOf(asked).estimate <= ceiling)
    .toSorted((one, other) => chargeOf(one).estimate - chargeOf(other).estimate);
  return wanted.optimizeFor === 'quality' ? able.at(-1) : able[0];
}

const invalid = ({ issues }: z.ZodError): JsonObject => failed(issues.map((issue) => ({ ...issue })));
const noRouter: JsonObject = { error: 'Could not find Router' };

const read = (c: AppContext): Promise<unknown> => c.req.json<unknown>().catch(() => undefined);

const page = (c: AppContext, items: readonly JsonObject[]): Response => {
  const start = Number(c.req.query('cursor') ?? 0);
  const end = start + Number(c.req.query('limit') ?? 50);
  return c.json({ data: items.slice(start, end), nextCursor: end < items.length ? String(end) : null });
};

/** Kept while the simulator runs. `submit` creates the task. */
export function mountRouters(app: App, backend: Backend, submit: Submit): void {
  const routers = new Map<string, Router>();
  const history: (JsonObject & { readonly router: string })[] = [];
  const headers = requireHeaders(backend);
  const now = (): string => new Date(backend.clock.now()).toISOString();
  const found = (c: AppContext): Router | undefined => routers.get(c.req.param('id') ?? '');

  app.post('/v1/routers', headers, async (c) => {
    const parsed = created.safeParse(await read(c));
    if (!parsed.success) return c.json(invalid(parsed.error), 400);
    const { slug, name = slug, description = null, settings: chosen } = parsed.data;
    // That it is unique is documented, how a second one is refused is [guess].
    if ([...routers.values()].some((router) => router.slug === slug))
      return c.json({ error: `A router with the slug ${slug} already exists.` }, 400);
    const times = { createdAt: now(), updatedAt: now() };
    const router: Router = {
      id: randomUUID(),
      slug,
      name,
      description,
      settings: chosen,
      version: 1,
      ...times,
    };
    routers.set(router.id, router);
    return c.json(router);
  });
  app.get('/v1/routers', headers, (c) => page(c, [...routers.values()]));
  app.get('/v1/routers/:id', headers, (c) => {
    const router = found(c);
    return router === undefined ? c.json(noRouter, 404) : c.json(router);
  });
  app.patch('/v1/routers/:id', headers, async (c) => {
    const router = found(c);
    if (router === undefined) return c.json(noRouter, 404);
    const parsed = updated.safeParse(await read(c));
    if (!parsed.success) return c.json(invalid(parsed.error), 400);
    const {
      name = router.name,
      description = router.description,
      settings: chosen = router.settings,
    } = parsed.data;
    const changes = { name, description, settings: chosen, version: router.version + 1, updatedAt: now() };
    const next: Router = { ...router, ...changes };
    routers.set(router.id, next);
    return c.json(next);
  });
  app.delete('/v1/routers/:id', headers, (c) => {
    const router = found(c);
    if (router === undefined) return c.json(noRouter, 404);
    routers.delete(router.id);
    return c.body(null, 204);
  });
  app.get('/v1/routers/:id/requests', headers, (c) => {
    const router = found(c);
    if (router === undefined) return c.json(noRouter, 404);
    const own = history.filter((row) => row.router === router.id);
    return page(c, own.map(({ router: _router, ...row }) => row).toReversed());
  });

  app.post('/v1/generate/video', headers, async (c) => {
    const body = await read(c);
    const parsed = routed.safeParse(body);
    if (!parsed.success) return c.json(invalid(parsed.error), 400);
    const { configId, input } = parsed.data;
    const router = [...routers.values()].find(({ slug }) => slug === configId);
    // How these two are answered is [guess]; the words are those of the history.
    if (router === undefined) return c.json({ error: 'router_config_not_found' }, 404);
    const asked = choose(router, input);
    const row = { router: router.id, id: randomUUID(), createdAt: now(), requestId: randomUUID() };
    const nothing = { model: null, provider: null, taskId: null, estimatedCredits: null, reason: null };
    if (asked === undefined) {
      history.push({
        ...row,
        ...nothing,
        status: 'no_eligible_model',
        reasonCode: null,
        emptiedBy: ['input_support'],
        pipeline: [],
      });
      return c.json({ error: 'no_eligible_model' }, 400);
    }
    return submit(c, body, asked, input.promptText ?? '', ({ job, credits }) => {
      const { model, ratio, duration } = asked;
      const provider = model.startsWith('gen') ? 'runway' : model.startsWith('veo') ? 'google' : 'bytedance';
      const { optimizeFor = 'cost', maxCreditsPerGeneration } = router.settings;
      const reasonCode = ({ cost: 'lowest_cost', latency: 'best_latency', quality: 'best_quality' } as const)[
        optimizeFor
      ];
      history.push({
        ...row,
        model,
        provider,
        taskId: job.task.id,
        estimatedCredits: credits,
        reason: null,
        status: 'routed',
        reasonCode,
        emptiedBy: [],
        pipeline: [{ type: 'rank', outcome: 'selected' }],
      });
      return {
        id: job.task.id,
        routing: {
          configId,
          model,
          provider,
          estimatedCost: { credits },
          resolvedInput: { duration, ratio, resolution: input.resolution ?? '720p' },
          resolvedSettings: { optimizeFor, priceCeiling: maxCreditsPerGeneration?.video ?? null },
        },
      };
    });
  });
}
