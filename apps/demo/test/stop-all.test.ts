import { afterEach, expect, test, vi } from 'vitest';
import { stopAll, stopLines } from '../src/page/runs/run-progress.tsx';
import { languages } from './languages.ts';

// The page listens to its window as it is loaded.
vi.hoisted(() => vi.stubGlobal('addEventListener', () => {}));
afterEach(() => vi.unstubAllGlobals());

test.each([
  [
    languages.en.messages,
    ['A: This run cannot be stopped.', '2 × B: Stopped. It is not billed.', 'C: Stopped. It is billed.'],
  ],
  [languages.zh.messages, ['A：该任务无法停止。', '2 × B：已停止。不计费。', 'C：已停止。照常计费。']],
])(
  'one that has just ended hides nothing of the others: what is said of each has its name',
  async (messages, lines) => {
    vi.stubGlobal('fetch', async (path: string) => {
      const error = { code: 'not-cancelable', message: 'This run cannot be stopped.', problems: [] };
      return path.includes('/a/')
        ? Response.json({ error }, { status: 409 })
        : Response.json({ outcome: 'stopped', billed: path.includes('/c/') ? 'yes' : 'no' });
    });
    const stopped = await stopAll([
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
      { id: 'b2', name: 'B' },
      { id: 'c', name: 'C' },
    ]);
    expect(stopLines(stopped, messages)).toEqual(lines);
  },
);

test('the button waits for the slowest answer, also after a refusal', async () => {
  const slow = Promise.withResolvers<Response>();
  vi.stubGlobal('fetch', async (path: string) =>
    path.includes('/slow/') ? slow.promise : Response.json({}, { status: 500 }),
  );
  const ended = vi.fn<() => void>();
  const stopping = stopAll([{ id: 'quick' }, { id: 'slow' }]).then(ended, ended);
  await new Promise(setImmediate);
  expect(ended).not.toHaveBeenCalled();
  slow.resolve(Response.json({ outcome: 'requested', billed: 'unknown' }));
  await stopping;
  expect(ended).toHaveBeenCalledTimes(1);
});
