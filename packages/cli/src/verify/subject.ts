import type { RoutingOptions, VideoProvider } from '@vid/core';
import type { RecordedExchange, Simulator } from '@vid/simulator';
import { problemText } from '../plan-words.ts';
import type { Connection, Session } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { cheapest, type Choice, choose } from './cheapest.ts';
import { compareQuestion } from './compare.ts';
import { type CheckResult, unchecked } from './findings.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { askFree, askReference, type Reference, withWrongKey } from './reference.ts';
import { wordsIn } from './words.ts';
import { findWork, type Work, workFile } from './work.ts';

export const serviceName = ({ id, api }: Pick<Connection, 'id' | 'api'>) => `${id} (${api})`;

/** One api on its way through the checks. */
export interface Subject {
  readonly connection: Connection;
  readonly choice: Choice;
  readonly reference: Reference;
  readonly recorder: Recorder;
  readonly provider: VideoProvider;
  readonly host: string;
  readonly free: readonly CheckResult[];
  /** What was begun before. */
  readonly work: Work | undefined;
  /** Why nothing is made. */
  readonly unpaid: CheckResult | undefined;
}

const isOfVideo = ({ step }: RecordedExchange) => step === 'submit' || step === 'query';

/** Those of every service: an answer may hold what another one is opened by. */
const keysOf = ({ settings = {} }: Connection): readonly string[] =>
  Object.entries(settings).flatMap(([name, value]) => (name === 'baseUrl' ? [] : (value ?? [])));

interface Asking {
  /** How a video may be paid for. `undefined`: none may. */
  readonly routing: RoutingOptions | undefined;
  /** A link to a picture that the service can fetch. */
  readonly picture: string | undefined;
}

/** For questions that are free; nobody fetches it. */
const examplePicture = 'https://example.com/picture.png';

/** Asks the simulation and the service what is free. `undefined`: there is no video to ask for. */
export async function askService(
  terminal: Terminal,
  session: Session,
  simulator: Simulator,
  connection: Connection,
  { routing, picture }: Asking,
): Promise<Subject | undefined> {
  const { id, api, settings, provider: plain } = connection;
  const words = wordsIn[terminal.language];
  // Whoever may not pay goes on with nothing, and forgets nothing.
  const found = routing && findWork(words, workFile(session.folder, id, api));
  const anyPrice = { allowUnknownPrice: true };
  const begun = found && choose(plain, found.request, anyPrice);
  // What the table does not have any more cannot be compared with it; the books still have the job.
  if (found !== undefined && begun === undefined) {
    terminal.say(words.dropped(serviceName(connection), found.id));
    found.drop();
  }
  const offer = routing && begun === undefined ? cheapest(plain, routing, picture) : undefined;
  const choice = begun ?? offer?.choice ?? cheapest(plain, anyPrice, picture ?? examplePicture).choice;
  const reference = choice && (await askReference(simulator, connection, choice));
  if (choice === undefined || reference === undefined || settings === undefined) return undefined;
  const { url } = plain.prepare(choice.request);
  const recorder = createRecorder({
    baseUrl: url.slice(0, url.length - reference.submitPath.length),
    secrets: session.connections.flatMap(keysOf),
    before: begun && found?.exchanges.filter(isOfVideo),
  });
  const provider = connection.open(settings, recorder.fetch);
  const wrong = connection.open(withWrongKey(settings), recorder.fetch);
  await askFree(recorder, { provider, wrong }, reference.questions);
  const free = (['unknown-id', 'bad-key', 'look-up'] as const)
    .map((step) => compareQuestion(step, reference.exchanges, recorder.exchanges))
    .filter(({ why }) => why !== 'not-offered');
  const blocked = free.find(({ why }) => why === 'key-refused' || why === 'no-answer');
  const unpaid = () => {
    if (routing === undefined) return unchecked('submit', 'no-consent');
    if (blocked?.why !== undefined) return unchecked('submit', blocked.why, blocked.detail);
    if (offer === undefined || offer.choice !== undefined) return undefined;
    const problem = offer.rejected.at(-1)?.problems[0];
    if (problem === undefined) return unchecked('submit', 'no-row');
    return unchecked('submit', 'over-limit', problemText(terminal, problem, false));
  };
  return {
    connection,
    choice,
    reference,
    recorder,
    provider: recorder.watch(provider),
    host: new URL(url).host,
    free,
    work: begun && found,
    unpaid: unpaid(),
  };
}
