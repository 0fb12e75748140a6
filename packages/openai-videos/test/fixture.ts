import { startSimulator } from '@vid/simulator';
import { type OpenFixture, type ProviderFixture } from '@vid/testkit';
import { createOpenaiVideos, type DeclaredModel, type DialectName } from '../src/index.ts';
import { simulation } from '../src/simulation.ts';
import { understoodBy } from './understood.ts';

type Words = ProviderFixture['statusWords'];
const words: Words = { queued: 'queued', in_progress: 'running', completed: 'succeeded', failed: 'failed' };
const relayWords: Words = {
  ...words,
  unknown: 'queued',
  NOT_START: 'queued',
  SUBMITTED: 'queued',
  IN_PROGRESS: 'running',
  SUCCESS: 'succeeded',
  FAILURE: 'failed',
};
const statusWords: Readonly<Record<DialectName, Words>> = {
  openai: {
    ...words,
    pending: 'queued',
    processing: 'running',
    success: 'succeeded',
    done: 'succeeded',
    error: 'failed',
    cancelled: 'canceled',
    expired: 'failed',
  },
  'new-api': relayWords,
  'new-api-plugin': relayWords,
  litellm: words,
  'vllm-omni': words,
  sglang: { ...words, cancelling: 'running', deleted: 'canceled' },
  localai: words,
  vid: words,
};

const openai = (status: number, type: string) => (message: string) =>
  Response.json({ error: { message, type, param: null, code: null } }, { status });
const numbered = (status: number) => (message: string) =>
  Response.json({ error: { message, type: 'None', param: 'None', code: String(status) } }, { status });
const relay = (status: number, code: string) => (message: string) =>
  Response.json({ code, message, data: null }, { status });
const fastapi = (status: number) => (detail: string) => Response.json({ detail }, { status });

/** "Too many requests" and "internal error", as each says them. */
const errors: Readonly<Record<DialectName, Pick<ProviderFixture, 'refusal' | 'trouble'>>> = {
  openai: { refusal: openai(429, 'rate_limit_error'), trouble: openai(500, 'server_error') },
  'new-api': { refusal: relay(429, 'fail_to_fetch_task'), trouble: relay(500, 'do_request_failed') },
  'new-api-plugin': {
    refusal: relay(429, 'fail_to_fetch_task'),
    trouble: (message) =>
      Response.json(
        { error: { message, type: 'new_api_error', code: 'plugin_submit_response_failed' } },
        { status: 502 },
      ),
  },
  litellm: { refusal: numbered(429), trouble: numbered(500) },
  'vllm-omni': { refusal: numbered(429), trouble: numbered(500) },
  sglang: { refusal: fastapi(429), trouble: fastapi(500) },
  localai: { refusal: numbered(429), trouble: numbered(500) },
  vid: { refusal: openai(429, 'rate_limit_error'), trouble: openai(502, 'server_error') },
};

const frame = { from: ['url', 'data'] } as const;
const isRelay = (dialect: DialectName) => dialect.startsWith('new-api');

/** A model that is only named, and one whose rows its user knows. */
const modelsFor = (dialect: DialectName): readonly (string | DeclaredModel)[] => {
  const hasLength = dialect !== 'localai';
  const hasLast = isRelay(dialect) || dialect === 'localai';
  const accepts = {
    prompt: { minLength: 1, maxLength: 500 },
    ...(hasLength && { duration: { oneOf: [5, 10] } }),
    resolution: { oneOf: ['720p', '1080p'] },
    aspectRatio: { oneOf: ['16:9', '9:16', '1:1'] },
  } as const;
  const defaults = { ...(hasLength && { duration: 5 }), resolution: '720p', aspectRatio: '16:9' };
  const row = { accepts, defaults, requires: ['prompt'] } as const;
  const known: DeclaredModel = {
    model: 'film-2',
    wireModel: 'vendor/film-2-2026',
    rows: [
      { ...row, mode: 'text-to-video' },
      {
        ...row,
        mode: 'image-to-video',
        accepts: { ...accepts, firstFrame: frame, ...(hasLast && { lastFrame: frame }) },
        requires: ['prompt', 'firstFrame'],
      },
      ...(isRelay(dialect)
        ? [
            {
              ...row,
              mode: 'reference-to-video',
              accepts: { ...accepts, references: { ...frame, maxItems: 3 } },
              requires: ['prompt', 'references'],
            } as const,
          ]
        : []),
    ],
  };
  return ['film-1', known];
};

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 7]);

export const openFixture =
  (dialect: DialectName): OpenFixture =>
  async () => {
    const simulator = await startSimulator({ speed: 0, services: [simulation] });
    const { baseUrl = '', apiKey = '' } = simulator.settingsFor('openai-videos', dialect) ?? {};
    return {
      createProvider: (settings) =>
        createOpenaiVideos({ dialect, baseUrl, apiKey, models: modelsFor(dialect), ...settings }),
      baseUrl,
      requests: [
        { prompt: 'a paper boat' },
        { prompt: 'it sails away', firstFrame: 'https://example.com/boat.png' },
        { prompt: 'it sails away', firstFrame: { data: png, mediaType: 'image/png' } },
        ...(isRelay(dialect) ? [{ prompt: 'two boats', references: ['https://example.com/boat.png'] }] : []),
      ],
      listOptions: { extra: [{ user: 'me' }, { metadata: { style: 'ink' } }] },
      understood: understoodBy(dialect),
      statusWords: statusWords[dialect],
      ...errors[dialect],
      createdTasks: () => simulator.tasks.length,
      startTasks: () => simulator.advance(5),
      finishTasks: () => simulator.advance(60),
      failTasks: (reason) => {
        simulator.fault({ on: 'poll', kind: 'failed', reason, times: 'always' });
        simulator.advance(60);
      },
      close: () => simulator.close(),
    };
  };
