// Links to clips. Vendors sign theirs and let them end (runway.md 4 point 7); the signature here is a version that
// nothing checks but for whether it has ended.
import type { HonoRequest } from 'hono';
import * as z from 'zod';
import type { Clock } from './clock.ts';
import { persistentMap, type SimulatorMemory } from './memory.ts';
import type { Job } from './task.ts';

export type LinkOptions = {
  /** Simulated seconds after which a link answers 403; every poll gives one that counts anew. Default: never. */
  readonly linkSeconds?: number;
  /** Lets every task end in a generated file of so many bytes that cannot be played, instead of its clip. */
  readonly clipBytes?: number;
  /**
   * The address that clients use, where it is not the one that they connect to; links to clips and uploads begin with it.
   * Default: what `X-Forwarded-Proto` and `X-Forwarded-Host` say, else where the request went.
   */
  readonly publicUrl?: string;
};

const ended = z.literal([403, 410]);
export type EndedStatus = z.output<typeof ended>;

export type Links = {
  /** A path as the client of a request would reach it. */
  absolute(request: HonoRequest, path: string): URL;
  /** The task's link as of now. */
  sign(request: HonoRequest, job: Job): string;
  /** How a link that has ended is answered; undefined while it lives. */
  ended(url: URL): EndedStatus | undefined;
  /** Ends the task's present link; the next one differs. */
  end(job: Job, status: EndedStatus): void;
};

const signed = (version: number): string => (version === 1 ? 'simulated' : `simulated-${version}`);

/** Of several proxies the first is the one that the client saw. */
const first = (header: string | undefined): string => header?.split(',')[0]?.trim() ?? '';

function forwarded(request: HonoRequest): URL {
  const url = new URL(request.url);
  const host = first(request.header('X-Forwarded-Host'));
  const scheme = first(request.header('X-Forwarded-Proto'));
  const origin = `${/^https?$/.test(scheme) ? scheme : url.protocol.slice(0, -1)}://${host === '' ? url.host : host}`;
  return URL.canParse(origin) ? new URL(origin) : url;
}

/** Throws a RangeError for a `publicUrl` that is no http(s) address. */
export function createLinks(
  clock: Clock,
  { linkSeconds, clipBytes, publicUrl }: LinkOptions,
  memory: SimulatorMemory,
): Links {
  // By task, the end of its first link, of its second, and so on.
  const past = persistentMap(memory, 'ended links', z.array(ended));
  const endings = (id: string | null): readonly EndedStatus[] => (id === null ? [] : (past.get(id) ?? []));
  if (publicUrl !== undefined && !(URL.canParse(publicUrl) && /^https?:/.test(publicUrl))) {
    throw new RangeError(`publicUrl must be an http or https address, not ${publicUrl}`);
  }
  const absolute = (request: HonoRequest, path: string): URL =>
    publicUrl === undefined
      ? new URL(path, forwarded(request))
      : new URL(publicUrl.replace(/\/*$/, '') + path);
  return {
    absolute,
    sign(request, { task, clip }) {
      const file = clipBytes === undefined ? clip.file : `generated-${clipBytes}.mp4`;
      const link = absolute(request, `/clips/${file}`);
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
