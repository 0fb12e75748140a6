import { readFileSync } from 'node:fs';
import { isEnded, type VideoJob } from '@vid/core/journal';
import type { Exit } from '../exit-codes.ts';
import { compareFilm, comparePrice } from './compare-film.ts';
import { compareQueries, compareRequest, compareSubmit } from './compare.ts';
import { readFilm } from './film.ts';
import { type CheckResult, unchecked } from './findings.ts';
import type { Subject } from './subject.ts';

/** What the video tells. */
export function videoResults(
  { connection, choice, reference, recorder }: Subject,
  job: VideoJob,
  isSimulated: boolean,
): readonly CheckResult[] {
  const { exchanges: expected } = reference;
  const { exchanges: seen } = recorder;
  if (job.phase === 'unknown') return [unchecked('submit', 'may-be-billed', job.lastError?.message)];
  const submit = compareSubmit(expected, seen);
  const request = compareRequest(connection.provider.prepare(choice.request), seen);
  if (!('task' in job)) return [request, submit];
  // Its task was found by a look-up.
  const isLost = submit.why === 'may-be-billed';
  const isAsked = seen.some(({ step }) => step === 'query');
  const found = unchecked('query', isEnded(job) ? 'answer-lost' : 'not-finished');
  const told = [
    request,
    isLost ? unchecked('submit', 'answer-lost') : submit,
    isLost && !isAsked ? found : compareQueries(expected, seen),
  ];
  if (job.phase !== 'succeeded') return told;
  const [file] = job.videos.flatMap((video) => video.file ?? []);
  const film = file && readFilm(readFileSync(file.name));
  const compared = film === undefined ? unchecked('film', 'no-film') : compareFilm(choice, film);
  return [
    ...told,
    comparePrice(choice, job.task.cost),
    // Their size is small whatever was asked for.
    isSimulated ? unchecked('film', 'simulated') : compared,
  ];
}

/** Nothing goes on with it: the next run makes another video. What a service can still be asked about is kept. */
export const isOver = (job: VideoJob, { provider }: Subject) =>
  job.phase === 'unknown' ? provider.reconcile === undefined : isEnded(job);

export const exitOf = ({ state, why }: CheckResult): Exit => {
  if (state === 'differs') return 'failed';
  switch (why) {
    case 'may-be-billed':
      return 'mayBeBilled';
    case 'key-refused':
    case 'busy':
      return 'refused';
    case 'over-limit':
    case 'no-answer':
    case 'not-finished':
      return 'notYet';
    case 'no-consent':
    case 'not-sent':
    case 'answer-lost':
    case 'not-offered':
    case 'no-cost':
    case 'no-price':
    case 'no-film':
    case 'no-row':
    case 'simulated':
    case undefined:
      return 'done';
  }
};

export const hasHeld = (results: readonly CheckResult[]) =>
  results.every(({ state }) => state !== 'differs') &&
  (['request', 'submit', 'query', 'film'] as const).every((check) =>
    results.some((one) => one.check === check && one.state === 'held'),
  );
