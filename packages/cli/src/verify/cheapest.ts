import { crc32, deflateSync } from 'node:zlib';
import {
  amountIn,
  type AnyRule,
  type Candidate,
  type CapabilityRow,
  createRouter,
  type FeatureRules,
  type ModelCapabilities,
  modelName,
  type OneOfRule,
  planRequest,
  type Rejection,
  type RoutingOptions,
  type VideoProvider,
  type VideoRequest,
} from '@vid/core';

/** The video that is made to see whether an api keeps its word. */
export interface Choice {
  readonly request: VideoRequest;
  readonly candidate: Candidate;
  readonly entry: ModelCapabilities;
  readonly row: CapabilityRow;
  /** Which of the model's rows of its mode, counted from 1. */
  readonly place: number;
}

const prompt = 'A red paper boat drifts across a still pond, seen from above.';

const valuesOf = (rule: OneOfRule | AnyRule | undefined): readonly unknown[] =>
  rule === undefined || rule === 'any' ? [] : rule.oneOf;

function shortest(rule: FeatureRules['duration']): number | undefined {
  if (rule === undefined || rule === 'any') return undefined;
  if (!('oneOf' in rule)) return rule.min;
  return rule.oneOf.length === 0 ? undefined : Math.min(...rule.oneOf);
}

/** What a row can be asked for cheaply, once for each resolution. */
function requestsFor(
  entry: ModelCapabilities,
  { mode, accepts }: CapabilityRow,
  link: string | undefined,
): readonly VideoRequest[] {
  const { duration, aspectRatio, resolution, quality, audio } = accepts;
  const isByText = mode === 'text-to-video';
  if (!isByText && mode !== 'image-to-video') return [];
  const takesBytes = accepts.firstFrame?.from.includes('data') === true;
  const firstFrame = takesBytes ? { data: picture(), mediaType: 'image/png' } : link;
  if (!isByText && firstFrame === undefined) return [];
  const seconds = shortest(duration);
  const base: VideoRequest = {
    model: modelName(entry),
    ...(accepts.prompt !== undefined && { prompt }),
    ...(!isByText && { firstFrame }),
    ...(seconds !== undefined && { duration: seconds }),
    ...(isByText && valuesOf(aspectRatio).includes('16:9') && { aspectRatio: '16:9' }),
    ...(valuesOf(quality).includes('standard') && { quality: 'standard' }),
    ...(valuesOf(audio).includes(false) && { audio: false }),
  };
  const tiers = resolution === undefined || resolution === 'any' ? [] : resolution.oneOf;
  return tiers.length === 0 ? [base] : tiers.map((tier) => ({ ...base, resolution: tier }));
}

/** The first row that takes it, as a plan finds it. */
function rowOf(entry: ModelCapabilities, request: VideoRequest, { source, evidence }: Candidate) {
  const places = new Map<string, number>();
  for (const row of entry.rows) {
    const place = (places.get(row.mode) ?? 0) + 1;
    places.set(row.mode, place);
    if (row.source !== source || row.evidence !== evidence) continue;
    if (planRequest({ models: [{ ...entry, rows: [row] }] }, request).candidates.length > 0)
      return { row, place };
  }
  return undefined;
}

/** The same request as it would be sent now; `undefined` where the table does not take it. */
export function choose(
  provider: VideoProvider,
  request: VideoRequest,
  routing: RoutingOptions,
): Choice | undefined {
  const [candidate] = createRouter([provider]).plan(request, routing).candidates;
  const entry = provider.capabilities.models.find(
    (one) => candidate !== undefined && modelName(one) === modelName(candidate),
  );
  if (candidate === undefined || entry === undefined) return undefined;
  const found = rowOf(entry, request, candidate);
  return found && { request, candidate, entry, ...found };
}

export interface Cheapest {
  readonly choice: Choice | undefined;
  /** Why not, where nothing is left. */
  readonly rejected: readonly Rejection[];
}

/**
 * The cheapest video that an api can make under these options: by text, or else by a picture, of which `link` is one for models
 * that take links only. Live and documented ones first.
 */
export function cheapest(
  provider: VideoProvider,
  routing: RoutingOptions,
  link: string | undefined,
): Cheapest {
  const router = createRouter([provider]);
  const { models } = provider.capabilities;
  const rejected: Rejection[] = [];
  for (const mode of ['text-to-video', 'image-to-video'] as const) {
    const requests = models.flatMap((entry) =>
      entry.retired === undefined
        ? entry.rows.filter((row) => row.mode === mode).flatMap((row) => requestsFor(entry, row, link))
        : [],
    );
    const found = requests.flatMap((request) => {
      const plan = router.plan(request, { ...routing, prefer: 'cheapest' });
      rejected.push(...plan.rejected);
      return plan.candidates.map((candidate) => ({ request, candidate }));
    });
    const [best] = found.toSorted((a, b) => costOf(a.candidate, routing) - costOf(b.candidate, routing));
    if (best !== undefined) return { choice: choose(provider, best.request, routing), rejected };
  }
  return { choice: undefined, rejected };
}

/** A reseller's claim is no row of the service; what has no price may cost anything. */
function costOf({ price, evidence }: Candidate, { maxCost, rates }: RoutingOptions): number {
  const amount = price && (amountIn(price, maxCost?.currency ?? price.currency, rates) ?? price.amount);
  return (amount ?? 1e6) + (evidence === 'documented' ? 0 : 1e9);
}

const side = 512;

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG that no service has a reason to refuse. */
function picture(): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // 8 bits, true colour.
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.concat(
    Array.from({ length: side }, (_, y) => {
      const line = Buffer.alloc(1 + side * 3);
      for (let x = 0; x < side; x += 1) {
        const isBoat = Math.abs(x - side / 2) + Math.abs(y - side / 2) < side / 5;
        line.set(isBoat ? [200, 40, 40] : [40, 90, 140 + Math.floor(y / 8)], 1 + x * 3);
      }
      return line;
    }),
  );
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([signature, ...parts]));
}
