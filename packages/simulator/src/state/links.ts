// Links to clips. Vendors sign theirs and let them end (runway.md 4 point 7); the signature here is a version that
// nothing checks but for whether it has ended.
import * as z from 'zod';
import type { Clock } from './clock.ts';
import { persistentMap, type SimulatorMemory } from './memory.ts';
import type { Job } from './task.ts';

export type LinkOptions = {
  /** Simulated seconds after which a link answers 403; every poll gives one that counts anew. Default: never. */
  readonly linkSeconds?: number;
  /** Lets every task end in a generated file of so many bytes that cannot be played, instead of its clip. */
  readonly clipBytes?: number;
};

const ended = z.literal([403, 410]);
export type EndedStatus = z.output<typeof ended>;

export type Links = {
  /** The task's link as of now. */
  sign(base: string, job: Job): string;
  /** How a link that has ended is answered; undefined while it lives. */
  ended(url: URL): EndedStatus | undefined;
  /** Ends the task's present link; the next one differs. */
  end(job: Job, status: EndedStatus): void;
};

const signed = (version: number): string => (version === 1 ? 'simulated' : `simulated-${version}`);

export function createLinks(
  clock: Clock,
  { linkSeconds, clipBytes }: LinkOptions,
  memory: SimulatorMemory,
): Links {
  // By task, the end of its first link, of its second, and so on.
  const past = persistentMap(memory, 'ended links', z.array(ended));
  const endings = (id: string | null): readonly EndedStatus[] => (id === null ? [] : (past.get(id) ?? []));
  return {
    sign(base, { task, clip }) {
      const file = clipBytes === undefined ? clip.file : `generated-${clipBytes}.mp4`;
      const link = new URL(`/clips/${file}`, base);
      link.searchParams.set('task', task.id);
      link.searchParams.set('signature', signed(endings(task.id).length + 1));
      if (linkSeconds !== undefined) {
        link.searchParams.set('expires', String(clock.now() + Math.round(linkSeconds * 1000)));
      }
      return link.href;
    },
    ended({ searchParams }) {
      const expires = searchParams.get('expires');
      if (expires !== null && Number(expires) <= clock.now()) return 403;
      const signature = searchParams.get('signature');
      return endings(searchParams.get('task')).find((_status, index) => signed(index + 1) === signature);
    },
    end({ task: { id } }, status) {
      past.set(id, [...endings(id), status]);
    },
  };
}
