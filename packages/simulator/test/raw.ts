import { request as httpRequest } from 'node:http';
import type { SimulatedTask, SimulatorOptions } from '../src/index.ts';
import { gateway, requests } from './gateway.ts';

/** What arrived; status 0 and `complete: false` when the connection ended without an answer. */
export type Raw = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
  readonly complete: boolean;
};

export type Call = {
  readonly method?: 'GET' | 'POST' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

const noHead = (): Omit<Raw, 'body'> => ({ status: 0, headers: {}, complete: false });

/** An answer while it comes; it never throws. Each has a connection of its own. */
export function open(url: string, { method = 'GET', headers = {}, body }: Call = {}) {
  const chunks: Buffer[] = [];
  const waiting = new Set<() => void>();
  const size = () => chunks.reduce((total, { length }) => total + length, 0);
  // To be kept alive: an answer that is cut off must be so by the other side.
  const kept = { Connection: 'keep-alive', ...headers };
  const request = httpRequest(url, { method, headers: kept, agent: false });
  const over = new Promise<Raw>((resolve) => {
    let head = noHead;
    request.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      head = () => ({ status, headers, complete: response.complete });
      response.on('error', () => undefined);
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        for (const look of waiting) look();
      });
    });
    request.on('error', () => undefined);
    request.on('close', () => resolve({ ...head(), body: Buffer.concat(chunks) }));
  });
  request.end(body);
  return {
    over,
    abort: () => void request.destroy(),
    /** How many bytes have come as soon as there are as many. */
    received: (bytes: number) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (size() < bytes) return;
          waiting.delete(look);
          resolve(size());
        };
        waiting.add(look);
        look();
      }),
  };
}

export const ask = (url: string, call: Call = {}): Promise<Raw> => open(url, call).over;

export const json = ({ body }: Raw): unknown => JSON.parse(body.toString());

/** Every service in every answer profile. */
export const variants = [
  ...(['pass-through', 'flattened', 'task-record', 'luma-shaped'] as const).map((poll) => {
    const submits = { 'task-record': 'video-object', 'pass-through': 'pass-through' } as const;
    const submit = poll === 'flattened' || poll === 'luma-shaped' ? poll : submits[poll];
    return variant(
      'runway',
      { runway: { submit, poll } },
      requests.runway,
      poll,
      (id) => `/runwayml/v1/tasks/${id}`,
    );
  }),
  ...(
    [
      'official',
      'new-api',
      'new-api-docs',
      'wrapped-flat',
      'demo-flat',
      'new-generation',
      'fork-flattened',
      'compact',
    ] as const
  ).map((kling) =>
    variant('kling', { kling }, requests.text2video, kling, (id) => `${requests.text2video.path}/${id}`),
  ),
  variant('kling', {}, requests.image2video, 'image2video', (id) => `${requests.image2video.path}/${id}`),
  ...(['yunwu', 'octopusx'] as const).map((answers) =>
    variant('jimeng', { jimeng: { answers } }, requests.jimeng, answers, (id) => `/v1/video/query?id=${id}`),
  ),
  variant('jimeng', {}, requests.legacyJimeng, 'legacy', (id) => `/jimeng/fetch/${id}`),
];

function variant(
  service: SimulatedTask['service'],
  profiles: NonNullable<SimulatorOptions['profiles']>,
  submit: { readonly path: string; readonly body: object },
  name: string,
  poll: (id: string) => string,
) {
  return { name: `${service} ${name}`, service, profiles, submit, poll };
}

export type Variant = (typeof variants)[number];

/** One of each submit route. */
export const routes = variants.filter(
  ({ submit }, index) => variants.findIndex((other) => other.submit === submit) === index,
);

/** A simulator in that variant, and its client's two calls in the raw. */
export async function rawGateway({ profiles, submit, poll }: Variant, options: SimulatorOptions = {}) {
  const { simulator, task } = await gateway({ profiles, ...options });
  const headers = { Authorization: `Bearer ${simulator.apiKey}`, 'Content-Type': 'application/json' };
  const post = { method: 'POST', headers, body: JSON.stringify(submit.body) } as const;
  const submitted = () => open(simulator.url + submit.path, post);
  const polled = (id = task().id) => open(simulator.url + poll(id), { headers });
  return {
    simulator,
    task,
    submitted,
    polled,
    submit: () => submitted().over,
    poll: (id?: string) => polled(id).over,
    /** The link in the answer of a task that has come to its end. */
    link: async () => linkIn(await polled().over),
    finish: async () => {
      await submitted().over;
      simulator.advance(20);
    },
  };
}

export function linkIn(answer: Raw): string {
  const [link] = /http:[^"]*\/clips\/[^"]*/.exec(answer.body.toString()) ?? [];
  if (link === undefined) throw new Error(`no link in ${answer.body.toString()}`);
  return link;
}
