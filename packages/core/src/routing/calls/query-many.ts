import { orVideoError, VideoError } from '../../contract/error.ts';
import { apiName, type ApiRef } from '../../contract/names.ts';
import type { CallOptions, QueryOutcome, VideoProvider } from '../../contract/provider.ts';
import { requireTask } from '../../contract/task-from-id.ts';
import type { VideoTask } from '../../contract/task.ts';

interface Owners {
  readonly ownerOf: (api: ApiRef) => VideoProvider;
  /** An api of the router, for advice. */
  readonly anyApi: ApiRef | undefined;
}

type QueryMany = NonNullable<VideoProvider['queryMany']>;

const oneByOne = (task: VideoTask) =>
  new VideoError(
    'unsupported',
    `${apiName(task)} answers for one task at a time; nothing was sent. Ask with query.`,
    { provider: task.provider },
  );

const unanswered = (task: VideoTask) =>
  new VideoError(
    'provider-unavailable',
    `${apiName(task)} gave no answer about task ${task.id}. The task is unchanged; ask again.`,
    { provider: task.provider },
  );

/** Each task with those of its own provider, the providers side by side: trouble of one is no trouble of the others. */
export const queryManyOf =
  ({ ownerOf, anyApi }: Owners, onAnswer: (before: VideoTask, after: VideoTask) => void): QueryMany =>
  async (tasks, options) => {
    const outcomes = new Map<VideoTask, QueryOutcome>();
    const byOwner = new Map<VideoProvider, VideoTask[]>();
    for (const task of new Set(tasks)) {
      const owner = orVideoError(() => {
        requireTask(task, anyApi);
        return ownerOf(task);
      });
      if (owner instanceof VideoError) outcomes.set(task, owner);
      else if (owner.queryMany === undefined) outcomes.set(task, oneByOne(task));
      else
        byOwner
          .set(owner, byOwner.get(owner) ?? [])
          .get(owner)
          ?.push(task);
    }
    const askOwner = async (owner: VideoProvider, own: readonly VideoTask[]) => {
      const answers = await answersOf(owner, own, options);
      for (const [index, task] of own.entries()) {
        const answer = answers[index] ?? unanswered(task);
        outcomes.set(task, answer);
        if (!(answer instanceof VideoError)) onAnswer(task, answer);
      }
    };
    await Promise.all([...byOwner].map(([owner, own]) => askOwner(owner, own)));
    return tasks.map((task) => outcomes.get(task) ?? unanswered(task));
  };

async function answersOf(
  owner: VideoProvider,
  tasks: readonly VideoTask[],
  options: CallOptions | undefined,
): Promise<readonly QueryOutcome[]> {
  try {
    return (await owner.queryMany?.(tasks, options)) ?? [];
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    return tasks.map(() => error);
  }
}
