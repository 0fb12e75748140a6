import { VideoError, type VideoProvider, type VideoTask } from '@vid/core';
import { at, parseJson, property } from '@vid/core/provider-kit';
import { expect } from 'vitest';
import { each, groupOf } from '../contract-case.ts';
import { type Failure, requireNone } from '../failure.ts';
import type { ProviderFixture, TestFetch } from '../fixture.ts';

/* The service's own answers, with one thing changed in them on the way. */

type Path = readonly string[];
/** What stands in the place of a leaf; `undefined`: it is left out. */
type Edit = (leaf: unknown, path: Path) => unknown;

/** A JSON value with other leaves. */
export function edited(value: unknown, edit: Edit, path: Path = []): unknown {
  if (typeof value !== 'object' || value === null) return edit(value, path);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items
      .map((item, index) => edited(item, edit, [...path, String(index)]))
      .filter((item) => item !== undefined);
  }
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    const changed = edited(part, edit, [...path, key]);
    if (changed !== undefined) copy[key] = changed;
  }
  return copy;
}

const answering =
  (json: unknown): TestFetch =>
  () =>
    Promise.resolve(Response.json(json));

/** The JSON of what the service answers to a query, and what the provider makes of it. */
async function answerTo(fixture: ProviderFixture, task: VideoTask): Promise<unknown> {
  let text = '';
  const listening: TestFetch = async (input, init) => {
    const response = await fetch(new Request(input, init));
    text = await response.clone().text();
    return response;
  };
  await fixture.createProvider({ fetch: listening }).query(task);
  return parseJson(text);
}

const isLink = (leaf: unknown): leaf is string => typeof leaf === 'string' && /^(https?:\/)?\/\S/i.test(leaf);

const outcomeOf = (provider: VideoProvider, task: VideoTask): Promise<unknown> =>
  provider.query(task).catch((error: unknown) => error);

/** A task of each request, its answer while it goes on, and its answer at the end. */
async function answersOf(fixture: ProviderFixture) {
  const tasks: { readonly task: VideoTask; readonly active: unknown }[] = [];
  for (const request of fixture.requests) {
    const task = await fixture.createProvider({}).generate(request);
    tasks.push({ task, active: await answerTo(fixture, task) });
  }
  fixture.finishTasks();
  return Promise.all(
    tasks.map(async ({ task, active }) => ({ task, active, done: await answerTo(fixture, task) })),
  );
}

const leaves = (json: unknown): ReadonlyMap<string, unknown> => {
  const found = new Map<string, unknown>();
  edited(json, (leaf, path) => {
    found.set(path.join('.'), leaf);
    return leaf;
  });
  return found;
};

const isWord = (leaf: unknown): leaf is string =>
  typeof leaf === 'string' && leaf !== '' && !isLink(leaf) && /^[a-z][a-z _-]*$/i.test(leaf);

/** An answer with another status word: in the places where a word differs from that of the other answer. */
function withWord(answer: unknown, other: unknown, word: string): unknown {
  const others = leaves(other);
  return edited(answer, (leaf, path) => {
    const theirs = others.get(path.join('.'));
    return isWord(leaf) && isWord(theirs) && leaf !== theirs ? word : leaf;
  });
}

const ofTask = ({ provider, api, model }: VideoTask) => ({ provider: `${provider} (${api})`, model });

/** An answer that tells nothing must be an error of the poll; empty where it is one. */
function unlessRetryable(task: VideoTask, answer: unknown, outcome: unknown): readonly Failure[] {
  if (outcome instanceof VideoError && outcome.retryable) return [];
  const sent = `${JSON.stringify(answer)}, read as ${outcome instanceof Error ? outcome.message : JSON.stringify(outcome)}`;
  return [
    { ...ofTask(task), sent, expected: 'a retryable VideoError: the answer says nothing about the task' },
  ];
}

/** What stands in place of every link of a finished task. */
const noLinks: Readonly<Record<string, Edit>> = {
  'no link': (leaf) => (isLink(leaf) ? undefined : leaf),
  'the link ""': (leaf) => (isLink(leaf) ? '' : leaf),
  'the link javascript:alert(1)': (leaf) => (isLink(leaf) ? 'javascript:alert(1)' : leaf),
};

/** A service's own answer, read word for word. */
export const answerCases = groupOf('an answer', {
  ...each(
    Object.entries(noLinks),
    (what) => `is no success with a word of success and ${what}`,
    (edit) => async (open) => {
      const fixture = await open();
      const failures: Failure[] = [];
      for (const { task, done } of await answersOf(fixture)) {
        const answer = edited(done, edit);
        const provider = fixture.createProvider({ fetch: answering(answer) });
        failures.push(...unlessRetryable(task, answer, await outcomeOf(provider, task)));
      }
      requireNone(failures);
    },
  ),

  'is no success with the id of another task': async (open) => {
    const fixture = await open();
    const failures: Failure[] = [];
    for (const { task, done } of await answersOf(fixture)) {
      const others = edited(done, (leaf) => (String(leaf) === task.id ? `${task.id}0` : leaf));
      // Some services name no task in their answers.
      if (JSON.stringify(others) === JSON.stringify(done)) continue;
      const provider = fixture.createProvider({ fetch: answering(others) });
      failures.push(...unlessRetryable(task, others, await outcomeOf(provider, task)));
    }
    requireNone(failures);
  },

  'has its link whole, with its query': async (open) => {
    const fixture = await open();
    const failures: Failure[] = [];
    for (const { task, done } of await answersOf(fixture)) {
      const signed = edited(done, (leaf) =>
        isLink(leaf) ? `${leaf}${leaf.includes('?') ? '&' : '?'}planted=a%2Fb` : leaf,
      );
      const outcome = await outcomeOf(fixture.createProvider({ fetch: answering(signed) }), task);
      const url = String(at(outcome, 'videos.0.url'));
      if (!/^https?:.*[?&]planted=a%2Fb$/.test(url))
        failures.push({ ...ofTask(task), sent: url, expected: `the link of ${JSON.stringify(signed)}` });
    }
    requireNone(failures);
  },

  'has each status word of the service, read as what it means': async (open) => {
    const fixture = await open();
    const words = Object.entries(fixture.statusWords);
    expect(new Set(words.map(([, status]) => status))).toContain('succeeded');
    const [first] = await answersOf(fixture);
    if (first === undefined) throw new Error('the fixture has no requests');
    const { task, active, done } = first;
    const failures: Failure[] = [];
    for (const [word, status] of words) {
      const answer = status === 'succeeded' ? withWord(done, active, word) : withWord(active, done, word);
      const outcome = await outcomeOf(fixture.createProvider({ fetch: answering(answer) }), task);
      if (property(outcome, 'status') !== status)
        failures.push({
          ...ofTask(task),
          field: 'status',
          sent: `${JSON.stringify(answer)}, read as ${String(property(outcome, 'status') ?? outcome)}`,
          expected: `${status}, which "${word}" means`,
        });
    }
    requireNone(failures);
  },

  'says nothing with a status word that nobody knows': async (open) => {
    const fixture = await open();
    const failures: Failure[] = [];
    for (const { task, active, done } of await answersOf(fixture)) {
      for (const [answer, other] of [
        [active, done],
        [done, active],
      ]) {
        const odd = withWord(answer, other, 'half-baked');
        expect(JSON.stringify(odd), 'an answer with a status word').toContain('half-baked');
        const provider = fixture.createProvider({ fetch: answering(odd) });
        failures.push(...unlessRetryable(task, odd, await outcomeOf(provider, task)));
      }
    }
    requireNone(failures);
  },

  'has the reason of a failure, without the secrets in it': async (open) => {
    const fixture = await open();
    const apiKey = 'planted-key-0123456789';
    const tasks: VideoTask[] = [];
    for (const request of fixture.requests) tasks.push(await fixture.createProvider({}).generate(request));
    const reason = 'the picture shows a blue bicycle';
    fixture.failTasks(`${reason} https://x.example/a.png?signature=planted-signature ${apiKey}`);
    const failures: Failure[] = [];
    for (const task of tasks) {
      const failed = await answerTo(fixture, task);
      const outcome = await outcomeOf(fixture.createProvider({ fetch: answering(failed), apiKey }), task);
      const text = JSON.stringify(outcome);
      const isWhole = property(outcome, 'status') === 'failed' && text.includes(reason);
      const isSecret = !/planted-(key|signature)/.test(text);
      if (!isWhole || !isSecret)
        failures.push({
          ...ofTask(task),
          field: 'failure',
          sent: `${JSON.stringify(failed)}, read as ${text}`,
          expected: isWhole ? 'its secrets blanked' : `failed, and in its words: ${reason}`,
        });
    }
    requireNone(failures);
  },
});
