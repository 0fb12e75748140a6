import type { Submission, VideoProvider, VideoTask } from '@vid/core';
import { type Claim, type Journal, type RecordedError, stopKey, submitOnce } from '@vid/core/journal';
import { newTask } from '@vid/core/provider-kit';
import { expect } from 'vitest';
import { groupOf } from '../contract-case.ts';

/** An empty journal. */
export interface JournalFixture {
  /** The journal that is tested, empty. */
  readonly journal: Journal;
  /**
   * Another way to the same entries, as a second process has it: a connection of its own. Closed with the fixture. Default:
   * there is none, for what lives in one process.
   */
  readonly another?: () => Promise<Journal>;
  /** Called after each case. */
  close(): void | Promise<void>;
}

const model = { provider: 'acme', api: 'direct', model: 'brook-2' } as const;
const print = 'a'.repeat(64);
const submissionOf = (key: string): Submission => ({
  ...model,
  reference: key,
  submittedAt: new Date().toISOString(),
  fingerprint: print,
  lookup: { region: 'cn' },
});
const sending = (key: string, after = 0, fingerprint = print): Claim => ({
  key,
  fingerprint,
  after,
  attempt: { phase: 'sending', submission: submissionOf(key) },
});
const taskOf = (id: string): VideoTask => newTask(model, id);
const error: RecordedError = {
  code: 'rate-limited',
  message: 'Zu viele Anfragen, 请稍候 🙏',
  retryable: true,
};
const accepted = (id: string) => ({ phase: 'accepted', task: taskOf(id) }) as const;
const refused = { phase: 'refused', error } as const;
const unknown = {
  phase: 'unknown',
  error: { ...error, code: 'submission-unknown', retryable: false },
} as const;

/** So many ways to the entries, in turn. */
async function doorsOf({ journal, another }: JournalFixture): Promise<(nth: number) => Journal> {
  const other = (await another?.()) ?? journal;
  return (nth) => (nth % 2 === 0 ? journal : other);
}

const times = <Result>(count: number, run: (nth: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, nth) => run(nth)));
const phasesOf = async (journal: Journal, key: string) =>
  (await journal.get(key))?.attempts.map(({ phase }) => phase);

/** Keys that a store might take for one, or for something else than a text. */
const oddKeys = [
  'order-1',
  'Order-1',
  'order-1 ',
  ' order-1',
  'order_1',
  'order%1',
  "o'1; DROP TABLE journal; --",
  '"order-1"',
  '../order-1',
  'a/b\\c:d*e?f',
  '__proto__',
  'constructor',
  'null',
  '0',
  '00',
  '1e3',
  'caf\u00e9',
  'cafe\u0301',
  'заказ-1',
  '订单-1',
  '🎬',
  'line\nbreak\ttab',
  'x'.repeat(1_000),
  `${'x'.repeat(999)}y`,
];

/** The cases that each journal passes. */
export const journalCases = groupOf<JournalFixture>('a journal', {
  'knows nothing of a key that nobody used': async (open) => {
    const { journal } = await open();
    expect(await journal.get('order-1')).toBeUndefined();
    await journal.settle('order-1', 0, accepted('t-1'));
    expect(await journal.get('order-1')).toBeUndefined();
  },

  'keeps an attempt as it was made, for whoever asks, when the claim returns': async (open) => {
    const fixture = await open();
    const doors = await doorsOf(fixture);
    const claim = sending('order-1');
    expect(await doors(0).claim(claim)).toBe(true);
    const entry = { key: 'order-1', fingerprint: print, attempts: [claim.attempt] };
    expect(await doors(1).get('order-1')).toEqual(entry);
    expect(await doors(0).get('order-1')).toEqual(entry);
  },

  'lets one of twenty callers of a key send, and the others have its task or must ask again': async (
    open,
  ) => {
    const doors = await doorsOf(await open());
    const bills: string[] = [];
    const provider: VideoProvider = {
      id: model.provider,
      capabilities: { models: [{ ...model, rows: [] }] },
      prepare: () => {
        throw new Error('not asked');
      },
      validateRequest: () => ({ valid: true }),
      query: async (task) => task,
      async generate(_request, options) {
        await options?.onSubmission?.(submissionOf('order-1'));
        bills.push(`t-${bills.length + 1}`);
        return taskOf('t-1');
      },
    };
    const ends = await times(20, (nth) =>
      submitOnce(provider, { prompt: 'a kite' }, { key: 'order-1', journal: doors(nth) }).then(
        ({ id }) => id,
        ({ code }) => String(code),
      ),
    );
    expect(bills).toEqual(['t-1']);
    expect(ends).toContain('t-1');
    expect(ends.filter((end) => end !== 't-1' && end !== 'in-progress')).toEqual([]);
    const again = { key: 'order-1', journal: doors(1) };
    expect(await submitOnce(provider, { prompt: 'a kite' }, again)).toMatchObject({ id: 't-1' });
    expect(bills).toEqual(['t-1']);
  },

  'claims by compare and set': async (open) => {
    const { journal } = await open();
    expect(await journal.claim(sending('order-1', 1))).toBe(false);
    expect(await journal.get('order-1')).toBeUndefined();
    expect(await journal.claim(sending('order-1', 0))).toBe(true);
    for (const after of [0, 1, 2]) expect(await journal.claim(sending('order-1', after))).toBe(false);
    expect(await phasesOf(journal, 'order-1')).toEqual(['sending']);
  },

  'gives one claim of forty at a time': async (open) => {
    const doors = await doorsOf(await open());
    for (const round of [0, 1, 2]) {
      const won = await times(40, (nth) => doors(nth).claim(sending('order-1', round)));
      expect(won.filter(Boolean)).toHaveLength(1);
      await doors(round).settle('order-1', round, refused);
    }
    expect(await phasesOf(doors(0), 'order-1')).toEqual(['refused', 'refused', 'refused']);
  },

  'claims a key again once its last attempt was refused, and keeps the attempts in order': async (open) => {
    const { journal } = await open();
    await journal.claim(sending('order-1'));
    await journal.settle('order-1', 0, refused);
    for (const after of [0, 2]) expect(await journal.claim(sending('order-1', after))).toBe(false);
    expect(await journal.claim(sending('order-1', 1))).toBe(true);
    await journal.settle('order-1', 1, accepted('t-2'));
    expect(await journal.claim(sending('order-1', 2))).toBe(false);
    expect(await journal.get('order-1')).toMatchObject({
      attempts: [
        { phase: 'refused', error },
        { phase: 'accepted', task: { id: 't-2' }, submission: { reference: 'order-1' } },
      ],
    });
  },

  'gives no key to another request, refused or not': async (open) => {
    const { journal } = await open();
    await journal.claim(sending('order-1'));
    await journal.settle('order-1', 0, refused);
    expect(await journal.claim(sending('order-1', 1, 'b'.repeat(64)))).toBe(false);
    expect(await journal.get('order-1')).toMatchObject({ fingerprint: print, attempts: [{}] });
  },

  'never replaces what was accepted': async (open) => {
    const { journal } = await open();
    await journal.claim(sending('order-1'));
    await journal.settle('order-1', 0, accepted('t-1'));
    for (const late of [refused, unknown, accepted('t-2')]) await journal.settle('order-1', 0, late);
    expect(await journal.get('order-1')).toMatchObject({
      attempts: [{ phase: 'accepted', task: { id: 't-1' } }],
    });
    expect(await journal.claim(sending('order-1', 1))).toBe(false);
  },

  'hears late that an attempt of unknown outcome was accepted, or refused': async (open) => {
    const { journal } = await open();
    for (const [key, late] of [
      ['order-1', accepted('t-1')],
      ['order-2', refused],
    ] as const) {
      await journal.claim(sending(key));
      const submission = { ...submissionOf(key), requestId: 'r-1' };
      await journal.settle(key, 0, { ...unknown, submission });
      expect(await journal.claim(sending(key, 1))).toBe(false);
      expect(await journal.get(key)).toMatchObject({ attempts: [{ submission: { requestId: 'r-1' } }] });
      await journal.settle(key, 0, late);
      expect(await journal.get(key)).toMatchObject({ attempts: [{ phase: late.phase, submission }] });
    }
  },

  'ends with what was accepted, however many settle at a time': async (open) => {
    const doors = await doorsOf(await open());
    await doors(0).claim(sending('order-1'));
    const all = [unknown, accepted('t-1'), unknown, refused, unknown, accepted('t-1')];
    await times(12, (nth) => doors(nth).settle('order-1', 0, all[nth % all.length] ?? unknown));
    expect(await doors(1).get('order-1')).toMatchObject({
      attempts: [{ phase: 'accepted', task: { id: 't-1' } }],
    });
  },

  'lets either a stop or a sender win, never both': async (open) => {
    const doors = await doorsOf(await open());
    await times(20, async (nth) => {
      const key = `order-${nth}`;
      const stop = () => stopKey(doors(nth), key, print);
      const send = () => doors(nth + 1).claim(sending(key));
      const [first, second] = nth % 3 === 0 ? [send, stop] : [stop, send];
      const [one, other] = await Promise.all([first(), second()]);
      expect([one, other].filter(Boolean)).toHaveLength(1);
      const phases = await phasesOf(doors(0), key);
      expect(phases).toEqual([(nth % 3 === 0) === one ? 'sending' : 'stopped']);
    });
  },

  'keeps a key that was stopped closed': async (open) => {
    const { journal } = await open();
    expect(await stopKey(journal, 'order-1', print)).toBe(true);
    expect(await stopKey(journal, 'order-1', print)).toBe(true);
    for (const after of [0, 1]) expect(await journal.claim(sending('order-1', after))).toBe(false);
    for (const late of [accepted('t-1'), refused, unknown]) await journal.settle('order-1', 0, late);
    expect(await phasesOf(journal, 'order-1')).toEqual(['stopped']);
  },

  'does nothing for an attempt that there is not': async (open) => {
    const { journal } = await open();
    await journal.claim(sending('order-1'));
    for (const attempt of [1, -1, 7]) await journal.settle('order-1', attempt, accepted('t-1'));
    expect(await phasesOf(journal, 'order-1')).toEqual(['sending']);
  },

  'keeps a task as one that can be asked for, without the links of its results': async (open) => {
    const { journal } = await open();
    await journal.claim(sending('order-1'));
    const videos = [{ url: 'https://cdn.example/v.mp4?signature=s3cret' }];
    await journal.settle('order-1', 0, {
      phase: 'accepted',
      task: { ...model, id: 't-1', status: 'succeeded', videos },
    });
    const entry = await journal.get('order-1');
    expect(entry).toMatchObject({ attempts: [{ task: { ...model, id: 't-1' } }] });
    expect(JSON.stringify(entry)).not.toMatch(/s3cret|cdn\.example/);
  },

  'tells keys apart, whatever letters they are made of': async (open) => {
    const doors = await doorsOf(await open());
    const won = await times(oddKeys.length, (nth) => doors(nth).claim(sending(oddKeys[nth] ?? '')));
    expect(oddKeys.filter((_, nth) => won[nth] !== true)).toEqual([]);
    for (const [nth, key] of oddKeys.entries()) await doors(nth).settle(key, 0, accepted(`t-${nth}`));
    for (const [nth, key] of oddKeys.entries()) {
      const entry = await doors(nth + 1).get(key);
      expect(entry).toMatchObject({
        key,
        attempts: [{ submission: { reference: key }, task: { id: `t-${nth}` } }],
      });
    }
  },

  'takes a thousand keys at a time': async (open) => {
    const doors = await doorsOf(await open());
    const won = await times(1_000, (nth) => doors(nth).claim(sending(`order-${nth}`)));
    expect(won.filter(Boolean)).toHaveLength(1_000);
    await times(1_000, (nth) => doors(nth + 1).settle(`order-${nth}`, 0, accepted(`t-${nth}`)));
    const kept = await times(1_000, (nth) => phasesOf(doors(nth), `order-${nth}`));
    expect(new Set(kept.flat())).toEqual(new Set(['accepted']));
  },
});
