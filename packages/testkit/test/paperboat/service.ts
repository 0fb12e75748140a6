import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';

/* A made-up service. It takes what its own pages say and no more; it shares nothing with the provider. */

const picture = z.string().regex(/^(https:\/\/|data:image\/png;base64,iVBOR)/);
const clip = z.string().regex(/^(https:\/\/|data:video\/mp4;base64,)/);
const point = z.tuple([z.int(), z.int()]);
const mask = z.strictObject({ picture, path: z.array(point).min(2).max(10) });
const axis = z.number().min(-10).max(10);
const order = z.strictObject({
  model: z.string().regex(/^(boat|sail)-\d+$/),
  name: z.string().min(1),
  text: z.string().max(5000).optional(),
  not: z.string().max(200).optional(),
  first: picture.optional(),
  last: picture.optional(),
  pictures: z.array(picture).min(1).max(3).optional(),
  source: clip.optional(),
  longer: z.string().startsWith('video-').optional(),
  seconds: z.union([z.number().min(2).max(17), z.literal('free')]).optional(),
  frames: z.int().optional(),
  shape: z.enum(['16:9', '9:16', '1:1', 'adaptive']).optional(),
  lines: z.enum(['720', '1080', '2160']).optional(),
  pixels: z
    .string()
    .regex(/^\d+x\d+$/)
    .optional(),
  tier: z.enum(['basic', 'best']).optional(),
  mark: z.boolean().optional(),
  sound: z.enum(['on', 'off']).optional(),
  seed: z.int().min(0).max(4_294_967_295).optional(),
  sounds: z.array(z.string().startsWith('https://')).min(1).max(3).optional(),
  clips: z.array(z.string().startsWith('https://')).min(1).max(3).optional(),
  hook: z.url().optional(),
  camera: z
    .union([
      z.strictObject({ pan: axis.optional(), tilt: axis.optional() }),
      z.strictObject({ move: z.enum(['orbit', 'dolly']) }),
    ])
    .optional(),
  still: picture.optional(),
  moving: z.array(mask).max(2).optional(),
  loop: z.boolean().optional(),
  style: z.enum(['plain', 'ink']).optional(),
  warmth: z.number().min(0).max(1).optional(),
  note: z.string().max(40).optional(),
  cast: z.array(z.string().min(1)).min(1).max(2).optional(),
});
type Order = z.infer<typeof order>;

/** What the third boat takes: a length in steps of five seconds, in frames or of its own choice. */
function refusalOf({
  model,
  text = '',
  seconds,
  frames,
  shape,
  seed,
  style,
  sounds,
  pictures,
  clips,
}: Order) {
  const isThird = model === 'sail-1';
  if (!isThird && text.length > 500) return 'text: at most 500';
  if (!isThird && (seconds === 'free' || shape === 'adaptive' || frames !== undefined))
    return 'this boat chooses nothing';
  if (!isThird && seconds !== undefined && Number(seconds) > 12) return 'seconds: at most 12';
  if (!isThird) return undefined;
  if (seconds !== undefined && seconds !== 'free' && ![5, 10, 15].includes(seconds))
    return 'seconds: in steps of five';
  if (frames !== undefined && ((frames - 25) % 4 !== 0 || frames < 25 || frames > 289))
    return 'frames: 25 and every fourth';
  if (frames !== undefined && seconds !== undefined) return 'frames or seconds';
  if (seed !== undefined && style === undefined) return 'a seed needs a style';
  if (sounds !== undefined && pictures === undefined && clips === undefined) return 'sounds need pictures';
  const files = [...(sounds ?? []), ...(pictures ?? []), ...(clips ?? [])];
  return files.length > 5 ? 'at most 5 files' : undefined;
}

type State = 'waiting' | 'busy' | 'done' | 'broken' | 'stopped';
interface Job {
  readonly id: string;
  readonly order: Order;
  state: State;
  why?: string;
}

const mostIds = 3;

export const serviceKey = 'paperboat-key';

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
}

const perSecond = ({ first, source, model, sound }: Order) => {
  if (first !== undefined) return 0.2;
  if (source !== undefined || model !== 'boat-1') return undefined;
  return sound === 'on' ? 0.2 : 0.1;
};

/** Starts the service on a free port. */
export async function startPaperboat() {
  const jobs = new Map<string, Job>();
  const active = new Set<Job>();
  let last: Job | undefined;
  let origin = '';
  const shown = ({ id, order: { name }, state, why }: Job) => ({
    id,
    name,
    state,
    ...(state === 'done' && { link: `${origin}/files/${id}.mp4?signature=real-signature` }),
    ...(why !== undefined && { why }),
  });
  const answer = async (request: IncomingMessage): Promise<readonly [number, unknown]> => {
    const { pathname, searchParams } = new URL(request.url ?? '', origin);
    const key = request.headers.authorization ?? '';
    if (key !== `Bearer ${serviceKey}`) return [401, { problem: `no such key: ${key}` }];
    const parts = pathname.split('/').slice(1).map(decodeURIComponent);
    const [root, id = ''] = parts;
    if (root !== 'jobs' || parts.length > 2) return [404, { problem: `no such page: ${pathname}` }];
    if (parts.length === 1 && request.method === 'POST') {
      const parsed = order.safeParse(await bodyOf(request));
      if (!parsed.success) return [400, { problem: z.prettifyError(parsed.error) }];
      const refusal = refusalOf(parsed.data);
      if (refusal !== undefined) return [400, { problem: refusal }];
      const job: Job = { id: `job-${jobs.size + 1}`, order: parsed.data, state: 'waiting' };
      jobs.set(job.id, job);
      active.add(job);
      last = job;
      return [200, shown(job)];
    }
    const ids = searchParams.get('ids')?.split(',');
    if (parts.length === 1 && ids !== undefined) {
      if (ids.length > mostIds) return [400, { problem: `at most ${mostIds} ids` }];
      return [200, { jobs: [...jobs.values()].filter((job) => ids.includes(job.id)).map(shown) }];
    }
    if (parts.length === 1) {
      const name = searchParams.get('name');
      return [200, [...jobs.values()].filter((job) => job.order.name === name).map(shown)];
    }
    const job = jobs.get(id);
    if (job === undefined) return [404, { problem: `no such job: ${id}` }];
    if (request.method !== 'DELETE') return [200, shown(job)];
    // Of a finished one it deletes the file.
    if (active.delete(job)) job.state = 'stopped';
    else jobs.delete(id);
    return [200, {}];
  };
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const [status, json] = await answer(request);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(json));
  };
  const server = createServer((request, response) => {
    void respond(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: unknown = server.address();
  const port = typeof address === 'object' && address !== null && 'port' in address ? address.port : '';
  origin = `http://127.0.0.1:${String(port)}`;
  const endAs = (state: State, why?: string) => {
    for (const job of active) Object.assign(job, { state, ...(why !== undefined && { why }) });
    active.clear();
  };
  return {
    url: origin,
    created: () => jobs.size,
    lastBill: () => {
      const price = last === undefined ? undefined : perSecond(last.order);
      if (typeof last?.order.seconds !== 'number' || price === undefined) return undefined;
      return { amount: Math.round(price * last.order.seconds * 1e6) / 1e6, currency: 'USD' } as const;
    },
    start: () => {
      for (const job of active) job.state = 'busy';
    },
    finish: () => endAs('done'),
    fail: (why: string) => endAs('broken', why),
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
