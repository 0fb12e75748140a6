import type { StoreVideo, VideoJob } from '@vid/core/journal';
import { bringHome, isElsewhere } from '../bring-home.ts';
import { stateOf } from '../job-words.ts';
import { whyNot } from '../read-request.ts';
import type { Options } from '../options.ts';
import type { Books, Session } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import type { Cell, CellOrder } from './batch-cells.ts';
import { lastFrame } from './last-frame.ts';
import { submitAll } from './orders.ts';

interface Chain {
  /** What is to be made. */
  readonly made: readonly CellOrder[];
  readonly idOf: ReadonlyMap<Cell, string>;
  /** Gets what will not be sent. */
  readonly notSent: Map<Cell, string>;
  readonly storeVideo: StoreVideo;
  readonly options: Options;
}

/** Sends what follows on a video that has ended, with its last frame; the ids of what was sent. */
export function sendingNext(
  terminal: Terminal,
  session: Session,
  books: Books,
  { made, idOf, notSent, storeVideo, options }: Chain,
): (job: VideoJob, signal: AbortSignal) => Promise<readonly string[]> {
  const { words, say } = terminal;
  const stop = (cell: Cell, reason: string) => {
    notSent.set(cell, reason);
    say(words.notSentBecause(cell.label, reason));
    for (const { cell: child } of made)
      if (child.parent === cell) stop(child, words.parentIs(cell.label, words.notSentState));
  };
  /** The file of a video that was made, brought home where another command saw its end. */
  const clipOf = async (job: VideoJob, signal: AbortSignal): Promise<string | undefined> => {
    const stored = isElsewhere(job) ? await books.store.get(job.id) : undefined;
    const home = stored === undefined ? job : await bringHome(session, books, stored, storeVideo, signal);
    return home.phase === 'succeeded' ? home.videos[0]?.file?.name : undefined;
  };
  const frameOf = async (job: VideoJob, signal: AbortSignal) => {
    const clip = await clipOf(job, signal);
    return clip === undefined
      ? undefined
      : lastFrame(terminal, clip, { signal, isSimulated: session.isSimulated });
  };
  return async (job, signal) => {
    const children = made.filter(({ cell }) => cell.parent !== undefined && idOf.get(cell.parent) === job.id);
    if (children.length === 0 || signal.aborted) return [];
    const frame = frameOf(job, signal);
    const sent: string[] = [];
    for (const order of children) {
      const { cell, request, id } = order;
      try {
        const firstFrame = await frame;
        if (firstFrame === undefined) {
          stop(cell, words.parentIs(cell.parent?.label ?? job.id, words.states[stateOf(job)]));
          continue;
        }
        await submitAll(books, [{ ...order, request: { ...request, firstFrame } }], options);
        sent.push(id);
      } catch (error) {
        // Stopped: the same command sends it, once it is run again.
        if (!signal.aborted) stop(cell, whyNot(terminal, error));
      }
    }
    return sent;
  };
}
