import { type CapabilityRow, type VideoProvider } from '@vid/core';
import { fromVideoModel, type KnownService, probedRows, type VideoModelSettings } from '@vid/ai-sdk';
import { probedModels } from './probe/models.ts';

/* Eight services behind `fetch`, in their own words as far as the packages tell: a start counts, and a status is what is set. */

type Fetch = typeof globalThis.fetch;
const link = 'https://files.example/boat.mp4?sig=1';

interface Words {
  readonly pending: () => Response;
  readonly done: () => Response;
  /** Of a task, with this reason. */
  readonly failed: (reason: string) => Response;
  /** Of a start, which proves that it made nothing. */
  readonly refused: (status: number, message: string) => Response;
}

const json = (body: unknown, status = 200) => Response.json(body, { status });
const veoError = (status: number, message: string) =>
  json({ error: { code: status, message, status: 'SOME_STATUS' } }, status);

export const words: Readonly<Record<KnownService, Words>> = {
  fal: {
    pending: () => json({ detail: 'Request is still in progress' }, 400),
    done: () => json({ video: { url: link } }),
    failed: (reason) => json({ error: { message: reason, code: 422 } }, 422),
    refused: (status, message) => json({ detail: [{ msg: message, type: 'value_error' }] }, status),
  },
  google: {
    pending: () => json({ name: 'operations/r-1' }),
    done: () =>
      json({
        name: 'operations/r-1',
        done: true,
        response: { generateVideoResponse: { generatedSamples: [{ video: { uri: link } }] } },
      }),
    failed: (message) => json({ name: 'operations/r-1', done: true, error: { code: 3, message } }),
    refused: veoError,
  },
  vertex: {
    pending: () => json({ name: 'operations/r-1' }),
    done: () => json({ done: true, response: { videos: [{ bytesBase64Encoded: btoa('a film') }] } }),
    failed: (message) => json({ done: true, error: { code: 3, message } }),
    refused: veoError,
  },
  xai: {
    pending: () => json({ status: 'pending' }, 202),
    done: () => json({ status: 'done', video: { url: link } }),
    failed: (message) => json({ status: 'failed', error: { message } }),
    refused: (status, error) => json({ code: 'some-code', error }, status),
  },
  replicate: {
    pending: () =>
      json({
        id: 'r-1',
        status: 'processing',
        urls: { get: 'https://api.replicate.com/v1/predictions/r-1' },
      }),
    done: () =>
      json({
        id: 'r-1',
        status: 'succeeded',
        output: link,
        urls: { get: 'https://api.replicate.com/v1/predictions/r-1' },
      }),
    failed: (error) =>
      json({
        id: 'r-1',
        status: 'failed',
        error,
        urls: { get: 'https://api.replicate.com/v1/predictions/r-1' },
      }),
    refused: (status, detail) => json({ title: 'Some title', detail, status }, status),
  },
  alibaba: {
    pending: () => json({ output: { task_id: 'r-1', task_status: 'RUNNING' } }),
    done: () => json({ output: { task_id: 'r-1', task_status: 'SUCCEEDED', video_url: link } }),
    failed: (message) => json({ output: { task_id: 'r-1', task_status: 'FAILED', message } }),
    refused: (status, message) => json({ code: 'SomeCode', message, request_id: 'q-1' }, status),
  },
  minimax: {
    pending: () => json({ task: { id: 'r-1', status: 'running' } }),
    done: () => json({ task: { id: 'r-1', status: 'succeeded', content: { url: link } } }),
    failed: (message) => json({ task: { id: 'r-1', status: 'failed', error: { message } } }),
    refused: (status, message) =>
      json({ type: 'error', error: { type: 'some_error', message }, request_id: 'q-1' }, status),
  },
  'black-forest-labs': {
    pending: () => json({ id: 'r-1', status: 'Pending' }),
    done: () => json({ id: 'r-1', status: 'Ready', result: { sample: link } }),
    failed: (details) => json({ id: 'r-1', status: 'Error', details }),
    refused: (status, detail) => json({ detail }, status),
  },
};

type Answer = () => Response;

interface FakeService {
  readonly provider: VideoProvider;
  /** The starts that reached the service: each is billed unless it was refused. */
  readonly starts: readonly Request[];
  /** What follows is answered to starts, in this order; then they are accepted. */
  readonly onStart: (...answers: readonly Answer[]) => void;
  /** What is answered to status requests, in this order; then the last one for ever. */
  readonly onStatus: (...answers: readonly Answer[]) => void;
  /** Another provider of the same service, as in another process. */
  readonly again: () => VideoProvider;
}

type Settings = Partial<Omit<VideoModelSettings, 'model'>> & { readonly rows?: readonly CapabilityRow[] };

/** Gives links to what Vertex sends as bytes. */
export const resultStore = { name: 'store', put: async () => ({ url: 'https://store.example/film.mp4' }) };

export function openFake(service: KnownService, settings: Settings = {}): FakeService {
  const probed = probedModels.find((one) => one.service === service);
  if (probed === undefined) throw new Error(`${service} is not probed`);
  const starts: Request[] = [];
  const startAnswers: Answer[] = [];
  let statusAnswers: readonly Answer[] = [words[service].pending];
  const fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const isStart = request.method === 'POST' && !request.url.includes('fetchPredictOperation');
    if (isStart) {
      starts.push(request);
      return (startAnswers.shift() ?? (() => json(probed.accepted)))();
    }
    const [answer = words[service].pending, ...rest] = statusAnswers;
    if (rest.length > 0) statusAnswers = rest;
    return answer();
  };
  const again = () =>
    fromVideoModel({
      id: service,
      model: probed.create(fetch),
      rows: probedRows[service],
      ...(service === 'vertex' && { resultStore }),
      ...settings,
    });
  return {
    provider: again(),
    starts,
    onStart: (...answers) => void startAnswers.push(...answers),
    onStatus: (...answers) => {
      statusAnswers = answers;
    },
    again,
  };
}

/** Such as Node's `fetch` has it. */
export const cut =
  (code: string, more: object = {}): Answer =>
  () => {
    throw new TypeError('fetch failed', {
      cause: Object.assign(new Error(`${code} happened`), { code, ...more }),
    });
  };

export const page =
  (status: number): Answer =>
  () =>
    new Response('<!doctype html><title>Bad gateway</title>', {
      status,
      headers: { 'content-type': 'text/html' },
    });
