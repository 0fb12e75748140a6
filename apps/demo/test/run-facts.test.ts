import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { Run, RunError } from '../src/api.ts';
import { refusalWords } from '../src/page/error-words.ts';
import { troubleOf } from '../src/page/runs/failure-card.tsx';
import {
  billOf,
  canStop,
  countsOf,
  goesOn,
  hasFailed,
  priceOf,
  stageOf,
  stageText,
  timeOf,
  totalOf,
} from '../src/page/runs/run-facts.ts';
import { linesOf } from '../src/page/runs/timeline-lines.ts';
import { ServerError } from '../src/page/server.ts';
import { runOf } from '../src/server/run-view.ts';
import { languages } from './languages.ts';
import { madeUpRun } from './made-up-runs.ts';

// The page listens to its window as it is loaded.
vi.hoisted(() => vi.stubGlobal('addEventListener', () => {}));

const { messages } = languages.en;
const error = { code: 'network', message: 'No route to the file.' } as const satisfies RunError;

/** A task that has succeeded. */
function succeeded(more: { readonly lastError?: RunError } = {}, facts: Partial<Run> = {}): Run {
  const run = madeUpRun(facts);
  if (run.state.phase !== 'accepted') throw new Error('It is accepted.');
  const task = { ...run.state.task, status: 'succeeded', videos: [{ url: '/a' }] } as const;
  return { ...run, state: { ...run.state, ...more, finishedAfterMs: 95_000, task } };
}
const video = { url: '/a', mediaType: 'video/mp4', bytes: 1 };

test('a task that is done and whose file could not be had is without a video, and says so', () => {
  const stuck = succeeded({ lastError: error }, { endedAt: 1 });
  expect([hasFailed(stuck), goesOn(stuck), stageOf(stuck)]).toEqual([true, false, 'unsaved']);
  expect(stageText(stuck, messages)).toBe('done, but the file could not be downloaded');
  expect(hasFailed(succeeded({ lastError: error }, { endedAt: 1, videos: [video] }))).toBe(false);
  // It is downloaded now.
  expect([hasFailed(succeeded()), goesOn(succeeded())]).toEqual([false, true]);
  const all = [stuck, succeeded({}, { endedAt: 1, videos: [video] }), madeUpRun()];
  expect(countsOf(all)).toEqual({ open: 1, failed: 1, done: 1 });
});

test.each([languages.en.messages, languages.zh.messages])(
  'an error of a download is no error of its task',
  (words) => {
    const adviceOn = (code: RunError['code']) =>
      troubleOf(succeeded({ lastError: { code, message: 'odd' } }, { endedAt: 1 }), words);
    for (const code of ['timeout', 'not-found', 'network', 'invalid-request'] as const)
      expect(adviceOn(code)).toEqual({ advice: words.stage.unsaved, original: 'odd', steps: ['look'] });
    expect(adviceOn('authentication')?.advice).toBe(words.errors.authentication);
    const run = madeUpRun();
    if (run.state.phase !== 'accepted') throw new Error('It is accepted.');
    const lastError = { code: 'timeout', message: 'odd' } as const;
    expect(troubleOf({ ...run, state: { ...run.state, lastError } }, words)?.advice).toBe(
      words.errors.timeout,
    );
  },
);

test('what is done cannot be stopped', () => {
  const models = [
    { provider: 'kling', api: 'official', model: 'other', rows: [], operations: ['cancel' as const] },
  ];
  expect([canStop(madeUpRun(), { models }), canStop(succeeded(), { models })]).toEqual([true, false]);
  expect(canStop(madeUpRun(), { models: [] })).toBe(false);
});

test('sums have no noise, and a time is said as the plan says it', () => {
  const priced = (amount: number) => succeeded({}, { estimate: { amount, currency: 'USD' } });
  expect(totalOf([priced(0.1), priced(0.2)], messages)).toBe('≈ $0.30');
  expect(timeOf(succeeded(), messages)).toBe('95 s');
});

test('what a service said of the bill as it stopped a task is told', () => {
  const estimate = { amount: 0.5, currency: 'USD' };
  const { id, state, videos: _, ...facts } = madeUpRun({ estimate });
  if (state.phase !== 'accepted') throw new Error('It is accepted.');
  const at = new Date(facts.startedAt).toISOString();
  const canceled = (billed?: 'yes' | 'no') =>
    runOf(
      { id, facts: { id, ...facts }, refused: undefined, finishedAt: facts.startedAt },
      {
        id,
        owner: '',
        fingerprint: '',
        createdAt: at,
        updatedAt: at,
        failures: 0,
        model: { provider: facts.provider, api: facts.api, model: facts.model },
        phase: 'canceled',
        task: { ...state.task, status: 'canceled' },
        billed,
      },
      { connection: undefined, timeline: undefined },
    );
  const told = (run: Run) => [billOf(run, messages), priceOf(run, messages), totalOf([run], messages)];
  expect(told(canceled('no'))).toEqual(['nothing', 'nothing', undefined]);
  expect(told(canceled('yes'))).toEqual(['billed; amount not reported', 'about $0.50', '≈ $0.50']);
  expect(told(canceled())).toEqual(['not reported by the service', 'about $0.50', '≈ $0.50']);
});

test('looks at a task are one line while its status stays', () => {
  const looks = (['queued', 'queued', 'running', 'running', 'running'] as const).map((status, at) => ({
    type: 'polled' as const,
    at,
    status,
  }));
  const run = madeUpRun({
    timeline: [{ type: 'accepted', at: 0 }, ...looks, { type: 'retrying', at: 5 }, ...looks],
  });
  const lines = linesOf(run, messages);
  expect(lines.map(({ text }) => text)).toEqual([
    'Accepted',
    'Checked 2 times: queued',
    'Checked 3 times: running',
    'Refused, again',
    'Checked 2 times: queued',
    'Checked 3 times: running',
  ]);
  expect(lines.map(({ at }) => at)).toEqual([0, 1, 4, 5, 1, 4]);
});

test('what the server refused is said in the reader’s language, where there are words for it', () => {
  const zh = languages.zh.messages;
  const refused = new ServerError('This run cannot be stopped.', 'not-cancelable');
  expect(refusalWords(refused, zh)).toBe('该任务无法停止。');
  expect(refusalWords(refused, messages)).toBe('This run cannot be stopped.');
  expect(refusalWords(new ServerError('This run goes on.', 'goes-on'), zh)).toContain('不能删除');
  expect(refusalWords(new Error('odd'), zh)).toBe('odd');
  // The field and the cause are in the message alone.
  const wrong = new ServerError('references.0: must be a link.', 'invalid-request');
  expect(refusalWords(wrong, zh)).toBe('没有发送任何内容。请修正请求。原文：references.0: must be a link.');
  expect(refusalWords(new ServerError('No.', 'unsupported'), zh)).toContain('原文：No.');
});

test('a video is called the same everywhere in Chinese', () => {
  const folder = new URL('../src/page/messages/', import.meta.url);
  for (const name of readdirSync(folder))
    expect([name, readFileSync(new URL(name, folder), 'utf8').includes('影片')]).toEqual([name, false]);
});
