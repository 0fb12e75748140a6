import { randomInt, randomUUID } from 'node:crypto';
import { taskFromId, type VideoProvider } from '@vid/core';
import type { ApiManifest } from '@vid/core/provider-kit';
import { type RecordedExchange, type Simulator, startSimulator } from '@vid/simulator';
import { loadSimulations } from '../provider-list.ts';
import type { Choice } from './cheapest.ts';
import { createRecorder, type Recorder } from './recorder.ts';

type Settings = Readonly<Record<string, string | undefined>>;
type Submission = Parameters<NonNullable<VideoProvider['reconcile']>>[0];
type Api = Pick<ApiManifest, 'api' | 'create'> & { readonly id: string };

/** What the documents say that a service answers: the same questions, asked of its simulation. */
export interface Reference {
  readonly exchanges: readonly RecordedExchange[];
  /** The free questions, about a task that nobody has. */
  readonly questions: Questions;
  /** Where the simulation's submit went, below its base URL: so the base URL of the real one is known. */
  readonly submitPath: string;
}

interface Questions {
  readonly task: ReturnType<typeof taskFromId>;
  readonly submission: Submission;
}

const dayMs = 24 * 60 * 60 * 1000;
const unknownSubmission = () => ({
  reference: randomUUID(),
  fingerprint: '0'.repeat(64),
  submittedAt: new Date(Date.now() + dayMs).toISOString(),
});

/** As the service writes its ids, and of nobody: each digit and each hexadecimal letter is another. */
const otherId = (id: string): string =>
  id
    .replaceAll(/[1-9]/g, () => String(randomInt(1, 10)))
    .replaceAll(/[a-f]/g, () => 'abcdef'[randomInt(6)] ?? 'a');

export const startReferences = async (): Promise<Simulator> =>
  startSimulator({ services: await loadSimulations(), speed: 0 });

/** Makes the video of the simulation, and asks the free questions. `undefined`: it is not simulated. */
export async function askReference(
  simulator: Simulator,
  { id, api, create }: Api,
  { request }: Choice,
): Promise<Reference | undefined> {
  const settings = simulator.settingsFor(id, api);
  if (settings === undefined) return undefined;
  const { baseUrl = simulator.url } = settings;
  const recorder = createRecorder({ baseUrl, secrets: [] });
  const plain = create(settings, { fetch: recorder.fetch });
  const provider = recorder.watch(plain);
  let submission: Submission | undefined;
  const task = await provider.generate(request, {
    onSubmission(made) {
      submission = made;
    },
  });
  for (const seconds of [0, 5, 60]) {
    simulator.advance(seconds);
    await provider.query(task);
  }
  if (submission === undefined) return undefined;
  const questions: Questions = {
    task: taskFromId({ provider: id, api, id: otherId(task.id), model: task.model, lookup: task.lookup }),
    // Of tomorrow, so that no task of the account may be it.
    submission: { ...submission, ...unknownSubmission() },
  };
  const wrong = create(withWrongKey(settings), { fetch: recorder.fetch });
  await askFree(recorder, { provider: plain, wrong }, questions);
  const { exchanges } = recorder;
  const submit = exchanges.find(({ step }) => step === 'submit');
  return { exchanges, questions, submitPath: submit?.request.path ?? '' };
}

/** Keys that nobody has, of the same length and beginning (`sk-`). */
export function withWrongKey(settings: Settings): Settings {
  const wrong: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(settings))
    wrong[name] = name === 'baseUrl' || value === undefined ? value : wrongKey(value);
  return wrong;
}

function wrongKey(key: string): string {
  const [beginning = ''] = /^[a-z]{2,5}[-_]/i.exec(key) ?? [];
  return beginning.padEnd(Math.max(key.length, 12), '0');
}

interface Asked {
  /** Not watched: each question is a step of its own here. */
  readonly provider: VideoProvider;
  /** The same with a key that nobody has. */
  readonly wrong: VideoProvider;
}

/** What an answer means is read from the recording. */
async function quiet(call: Promise<unknown>): Promise<void> {
  await call.catch(() => undefined);
}

/** Asks what costs nothing; each answer is in the recording. */
export async function askFree(
  { during }: Recorder,
  { provider, wrong }: Asked,
  { task, submission }: Questions,
): Promise<void> {
  await quiet(during('unknown-id', () => provider.query(task)));
  await quiet(during('bad-key', () => wrong.query(task)));
  if (provider.reconcile === undefined) return;
  await quiet(during('look-up', async () => provider.reconcile?.(submission)));
}
