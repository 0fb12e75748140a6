import { createAlibaba } from '@ai-sdk/alibaba';
import { createMiniMax } from '@ai-sdk/minimax';
import type { CapabilityRow, FeatureRules, Mode } from '@vid/core';
import { simulation as minimax } from '@vid/minimax/simulation';
import { startSimulator } from '@vid/simulator';
import { type OpenFixture, testProvider } from '@vid/testkit';
import { simulation as wan } from '@vid/wan/simulation';
import { fromVideoModel } from '../src/index.ts';

const shownCall =
  'the dry run shows the call of the model: only the package knows the HTTP request (in-road.test.ts compares bodies)';
const oneModel = 'a model object is one model: another name is refused, whatever is unchecked';
const byOperation = 'a task is found by its operation, which the package wrote, not by its id';
const skip: Readonly<Record<string, string>> = {
  'needs a key, says which, and shows none':
    'the key is the package’s (in-outcomes.test.ts has one that is missing)',
  'is shown in a dry run as it is sent, apart from secrets, without a key': shownCall,
  'has every field on the wire or is refused, for every row of the table': shownCall,
  'is what the service takes: each value of each field, on every row, with the submit as the dry run shows it':
    shownCall,
  'is read by the service as it was meant: every field and every default, on every row': shownCall,
  'are sent as their bytes are, and shown so in a dry run: a File, a URL and its text, streams, on every row that takes bytes':
    shownCall,
  'passes with an unknown model only knowingly': oneModel,
  'sends the name that overrides give a model, and writes one that they add like the one that it is like':
    oneModel,
  'say an id whole, whatever is in it': byOperation,
  'says nothing with a status word that nobody knows':
    'the package says pending for a word that it does not know',
};

/*
 * The contract of every provider, kept by two real packages of the AI SDK in front of simulated services. What is skipped is what a
 * package decides by itself, or what its interface has no place for.
 */

const row = (mode: Mode, accepts: FeatureRules, more: Partial<CapabilityRow> = {}): CapabilityRow => ({
  mode,
  evidence: 'documented',
  source: 'the service’s pages',
  accepts,
  ...more,
});

const picture = { from: ['url', 'data'] } as const;
const wholeSeconds = (min: number, max: number) => ({ min, max, step: 1 }) as const;

const wanFields: FeatureRules = {
  prompt: { minLength: 1, maxLength: 20_000 },
  duration: wholeSeconds(2, 30),
  aspectRatio: { oneOf: ['16:9', '9:16', '1:1', '4:3', '3:4', 'adaptive'] },
  resolution: { oneOf: ['480p', '720p', '1080p'] },
  audio: { oneOf: [true, false] },
  seed: { min: 0, max: 2_147_483_647 },
  providerOptions: { watermark: { oneOf: [true, false] }, promptExtend: { oneOf: [true, false] } },
};
/** A resolution alone would bring a ratio along. */
const shaped = { requiresWith: [{ field: 'resolution', anyOf: ['aspectRatio'] }] } as const;
const wanRows = [
  row('text-to-video', wanFields, { requires: ['prompt'], ...shaped }),
  row(
    'image-to-video',
    { ...wanFields, firstFrame: picture, lastFrame: picture },
    { requires: ['firstFrame'], ...shaped },
  ),
  row(
    'reference-to-video',
    {
      ...wanFields,
      references: { ...picture, maxItems: 5 },
      referenceVideos: { from: ['url'], maxItems: 3 },
    },
    { requires: ['references'], ...shaped },
  ),
];

const openAlibaba: OpenFixture = async () => {
  const simulator = await startSimulator({ speed: 0, services: [wan] });
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('wan', 'official') ?? {};
  return {
    createProvider: ({ fetch, apiKey: key = apiKey, baseUrl: videoBaseURL = baseUrl }) =>
      fromVideoModel({
        id: 'wan',
        model: createAlibaba({ apiKey: key, videoBaseURL, ...(fetch !== undefined && { fetch }) }).videoModel(
          'wan3.0-video',
        ),
        rows: wanRows,
        secrets: [key],
      }),
    baseUrl,
    requests: [
      { prompt: 'a paper boat' },
      { firstFrame: 'https://example.com/a.png', lastFrame: 'https://example.com/b.png' },
      { prompt: 'both sail', references: ['https://example.com/a.png'] },
    ],
    statusWords: {
      PENDING: 'running',
      RUNNING: 'running',
      SUSPENDED: 'running',
      SUCCEEDED: 'succeeded',
      FAILED: 'failed',
    },
    refusal: (message) =>
      Response.json({ code: 'Throttling.RateQuota', message, request_id: 'r-1' }, { status: 429 }),
    trouble: (message) =>
      Response.json({ code: 'InternalError', message, request_id: 'r-1' }, { status: 500 }),
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

const stays = 'the package says pending of an answer without a status that it knows, so that nothing is lost';
testProvider('@ai-sdk/alibaba as a provider', openAlibaba, {
  skip: {
    ...skip,
    'query: throws on an error with 200 and leaves the task unchanged': stays,
    'query: throws on a word never seen before and leaves the task unchanged': stays,
    'query: throws on no status at all and leaves the task unchanged': stays,
    'says not-found of a task that is not there, and nothing worse':
      'an id that is not known has the status UNKNOWN, of which the package says pending',
  },
});

const minimaxFields: FeatureRules = {
  prompt: { minLength: 1, maxLength: 7_000 },
  duration: wholeSeconds(4, 15),
  resolution: { oneOf: ['768p', '2k'] },
  callbackUrl: 'any',
  providerOptions: { aigcWatermark: { oneOf: [true, false] } },
};
const minimaxRatios = { oneOf: ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9'] } as const;
const minimaxRows = [
  row('text-to-video', { ...minimaxFields, aspectRatio: minimaxRatios }, { requires: ['prompt'] }),
  row(
    'image-to-video',
    { ...minimaxFields, firstFrame: picture, lastFrame: picture },
    { requires: ['firstFrame'] },
  ),
  row(
    'reference-to-video',
    {
      ...minimaxFields,
      aspectRatio: minimaxRatios,
      references: { ...picture, maxItems: 4 },
      referenceVideos: { from: ['url'], maxItems: 3 },
    },
    { requires: ['references'] },
  ),
];

/** A receiver of callbacks that knows the challenge. */
const deliver = async (request: Request) => {
  const { challenge }: { readonly challenge?: string } = await request.json();
  return Response.json({ challenge });
};

const openMiniMax: OpenFixture = async () => {
  const simulator = await startSimulator({ speed: 0, services: [minimax], deliver });
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('minimax', 'official') ?? {};
  const error = (type: string, message: string, status: number) =>
    Response.json(
      { type: 'error', error: { type, message, http_code: String(status) }, request_id: '0693f5a1' },
      { status },
    );
  return {
    createProvider: ({ fetch, apiKey: key = apiKey, baseUrl: videoBaseURL = baseUrl }) =>
      fromVideoModel({
        id: 'minimax',
        model: createMiniMax({ apiKey: key, videoBaseURL, ...(fetch !== undefined && { fetch }) }).video(
          'MiniMax-H3',
        ),
        rows: minimaxRows,
        secrets: [key],
      }),
    baseUrl,
    requests: [
      { prompt: 'a paper boat' },
      { prompt: 'it sails away', firstFrame: 'https://example.com/boat.png' },
      { prompt: 'two boats', references: ['https://example.com/boat.png'] },
    ],
    statusWords: {
      queued: 'running',
      running: 'running',
      succeeded: 'succeeded',
      failed: 'failed',
      expired: 'failed',
    },
    refusal: (message) => error('rate_limit_error', `${message} (1002)`, 429),
    trouble: (message) => error('server_error', `${message} (1000)`, 500),
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

testProvider('@ai-sdk/minimax as a provider', openMiniMax, {
  skip: {
    ...skip,
    'is no success with the id of another task': 'the package does not tell the id that an answer bears',
    'says not-found of a task that is not there, and nothing worse':
      'an id that is not known is an HTTP 500 "record not found", which proves nothing',
  },
});
