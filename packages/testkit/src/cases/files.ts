import type { PreparedRequest, VideoProvider, VideoRequest } from '@vid/core';
import { isBytes, mediaOf, withMedia } from '@vid/core/provider-kit';
import { groupOf } from '../contract-case.ts';
import { bodyOf } from '../dry-run.ts';
import { type Failure, placeOf, requireNone, told } from '../failure.ts';
import { watchedFetch } from '../faults.ts';
import { forms, type Held, typed, withFolder } from '../file-forms.ts';
import type { ProviderFixture } from '../fixture.ts';
import { type Reachable, reachable, type Trial, trialsOf } from '../row-requests.ts';
import { beginsAsItsType } from '../row-samples.ts';
import { virtualClock } from '../virtual-clock.ts';

const bytesIn = (request: VideoRequest) =>
  mediaOf(request)
    .map(({ media }) => media)
    .filter(isBytes);

/** Of each field of a row that takes bytes, one request with some: better those that tell their type. */
function bytesTrials(
  provider: VideoProvider,
  reached: Reachable,
  fixture: ProviderFixture,
): readonly Trial[] {
  return trialsOf(provider, reached, fixture).flatMap((trials) => {
    const withBytes = trials.filter(({ sample, request }) => {
      const own = { [sample.feature]: request[sample.feature] };
      return sample.feature !== 'providerOptions' && bytesIn(own).length > 0;
    });
    const [first] = [
      ...withBytes.filter(({ request }) => bytesIn(request).every(beginsAsItsType)),
      ...withBytes,
    ];
    return first === undefined ? [] : [first];
  });
}

/** A place of a file that is not read, or of a link that is not there yet, as `PreparedRequest` has them. */
const place = /^\{(?<kind>file|upload \d+|link): .*\}$/;

/** Whether the body of a dry run is that of a submit. `sizes`: of the files whose places it may show. */
function isShown(shown: unknown, sent: unknown, sizes: readonly number[]): boolean {
  if (typeof shown === 'string' && place.test(shown)) {
    const isKnown = ['unknown', ...sizes].some((size) => shown.includes(`, ${size} bytes`));
    return isKnown && typeof sent === 'string' && !place.test(sent);
  }
  if (typeof shown !== 'object' || shown === null || typeof sent !== 'object' || sent === null)
    return Object.is(shown, sent);
  const [ours, theirs] = [new Map<string, unknown>(Object.entries(shown)), Object.entries(sent)];
  return ours.size === theirs.length && theirs.every(([key, value]) => isShown(ours.get(key), value, sizes));
}

const uploadIn = (body: unknown) => /"\{upload \d+: /.test(JSON.stringify(body));

/** A dry run as JSON, or why there is none. */
function dryRun(
  provider: VideoProvider,
  request: VideoRequest,
): Pick<PreparedRequest, 'url' | 'body'> | string {
  try {
    const { url, body } = provider.prepare(request);
    return { url, body: JSON.parse(JSON.stringify(body)) };
  } catch (error) {
    return told(error);
  }
}

interface Attempt {
  readonly provider: VideoProvider;
  readonly fixture: ProviderFixture;
  /** The calls of the provider. */
  readonly sent: Request[];
  readonly reference: string;
}

/** How a request whose files come in another form fails to be the one that their bytes make. */
async function difference(
  { provider, fixture, sent, reference }: Attempt,
  inline: VideoRequest,
  request: VideoRequest,
): Promise<Pick<Failure, 'sent' | 'expected'> | undefined> {
  const expected = dryRun(provider, inline);
  const shown = dryRun(provider, request);
  if (typeof expected === 'string') return { sent: expected, expected: 'a dry run of the bytes' };
  if (typeof shown === 'string') return { sent: shown, expected: 'a dry run: the row takes the bytes' };
  if (sent.length > 0) return { sent: `${sent.length} calls`, expected: 'none for a dry run' };
  const before = fixture.createdTasks();
  const error: unknown = await provider
    .generate(request, { reference, retries: 0, clock: virtualClock() })
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  fixture.finishTasks();
  if (error !== undefined) return { sent: told(error), expected: 'a task: the row takes the bytes' };
  const made = fixture.createdTasks() - before;
  if (made !== 1) return { sent: `${made} tasks`, expected: 'one task' };
  const submit = sent.at(-1);
  const text = (submit === undefined ? '' : await bodyOf(submit)).replaceAll(reference, '{reference}');
  const body: unknown = JSON.parse(text);
  const held = bytesIn(inline);
  const sizes = held.map(({ data }) => data.byteLength);
  if (submit?.url !== expected.url || !isShown(expected.body, body, sizes))
    return { sent: text, expected: `what the bytes make: ${JSON.stringify(expected.body)}` };
  if (uploadIn(expected.body)) {
    const uploads = await Promise.all(
      sent.slice(0, -1).map(async (one) => Buffer.from(await one.arrayBuffer())),
    );
    const isLost = held.some(({ data }) => !uploads.some((upload) => upload.includes(data)));
    if (isLost) return { sent: `${uploads.length} uploads`, expected: 'one that holds the bytes' };
  }
  return shown.url === submit.url && isShown(shown.body, body, sizes)
    ? undefined
    : { sent: text, expected: `what the dry run shows: ${JSON.stringify(shown.body)}` };
}

/** Whatever a file comes as, it is its bytes that are sent. */
export const fileCases = groupOf('files', {
  'are sent as their bytes are, and shown so in a dry run: a File, a URL and its text, streams, on every row that takes bytes':
    async (open) => {
      const fixture = await open();
      const { fetch, sent } = watchedFetch();
      const provider = fixture.createProvider({ fetch });
      const failures: Failure[] = [];
      let made = 0;
      await withFolder(async (hold) => {
        for (const reached of reachable(provider, fixture)) {
          for (const { sample, request: inline } of bytesTrials(provider, reached, fixture)) {
            const held = new Map<unknown, Held>();
            for (const bytes of bytesIn(inline)) held.set(bytes, await hold(bytes));
            const isTold = bytesIn(inline).every(beginsAsItsType);
            for (const [name, of] of isTold ? forms : typed === undefined ? [] : [typed]) {
              const request = withMedia(inline, (media) => {
                const file = held.get(media);
                return file === undefined ? media : of(file);
              });
              sent.length = 0;
              made += 1;
              const attempt = { provider, fixture, sent, reference: `file-${made}` };
              const found = await difference(attempt, inline, request);
              if (found === undefined) continue;
              const { expected } = found;
              const at = { ...placeOf(reached), field: sample.path, request };
              failures.push({ ...at, sent: found.sent, expected: `for ${name}: ${expected}` });
            }
          }
        }
      });
      requireNone(failures);
    },
});
