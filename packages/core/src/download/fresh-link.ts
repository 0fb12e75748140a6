import type { Video, VideoTask } from '../contract/task.ts';

/** Nothing that a task made is older than the task. */
const youngTaskMs = 15 * 60_000;
const youngSignatureMs = 2 * 60_000;

/** ISO 8601 in its basic form, as storage writes it into a link. */
const basicTime = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** When a link says that it was signed and until when it is valid, in milliseconds since the epoch. */
function signatureOf(link: string) {
  const parameters = [...(URL.parse(link)?.searchParams ?? [])];
  const find = (name: RegExp) => parameters.find(([known]) => name.test(known))?.[1];
  const signed = Date.parse((find(/^x-[a-z]+-date$/i) ?? '').replace(basicTime, '$1-$2-$3T$4:$5:$6Z'));
  const lifetime = Number(find(/^x-[a-z]+-expires$/i) ?? Number.NaN);
  const until = Number(find(/^(x-)?expires$/i) ?? Number.NaN);
  return { signed, ends: [signed + lifetime * 1000, until * 1000, Date.parse(find(/^se$/) ?? '')] };
}

/**
 * Whether a file that is missing may be on its way: storage in many places has a new one everywhere only after seconds.
 * A link that says itself that it has expired is not waited for, nor is one of unknown age.
 */
export function isFreshLink(link: string, video: Video, task: VideoTask | undefined, now: number): boolean {
  const { signed, ends } = signatureOf(link);
  const known = link === video.url ? [...ends, Date.parse(video.expiresAt ?? '')] : ends;
  if (known.some((end) => end <= now)) return false;
  const created = Date.parse(task?.createdAt ?? '');
  return Math.abs(now - created) < youngTaskMs || Math.abs(now - signed) < youngSignatureMs;
}
