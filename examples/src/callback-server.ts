import {
  isFinal,
  laterTask,
  VideoError,
  type VideoErrorCode,
  type VideoProvider,
  type VideoTask,
} from '@vid/core';

export interface CallbackServerSettings {
  /** One that has callbacks, such as `createKling({ api: 'official' })`. */
  readonly provider: VideoProvider;
  /** Of the service's console. Without it every callback is a hint only. */
  readonly secret?: string | undefined;
  /** By id; a database in earnest, where a row is locked while it is read and written. */
  readonly tasks: Map<string, VideoTask>;
}

/** What the service is told; all else is ours to sort out, and 500. */
const statuses: Partial<Record<VideoErrorCode, number>> = {
  'invalid-request': 400,
  authentication: 401,
  'not-found': 404,
};

/** A fetch handler for the callback URL of one provider: for Hono, Deno, Bun, workers and Next.js as it is. */
export const createCallbackServer =
  ({ provider, secret, tasks }: CallbackServerSettings) =>
  async (request: Request): Promise<Response> => {
    try {
      const find = ({ id }: { readonly id: string }) => tasks.get(id);
      const result = await provider.handleCallback?.(request, { secret, find });
      if (result === undefined) return new Response(null, { status: 404 });
      const { outcome, task, reply } = result;
      // Before a submit is taken, some services ask whether the URL is ours.
      if (outcome === 'challenge') return Response.json(reply);
      // Anybody can send a hint: only the service itself is believed.
      const news = outcome === 'hint' && !isFinal(task) ? await provider.query(task) : task;
      // Another callback may have been quicker meanwhile.
      tasks.set(task.id, laterTask(tasks.get(task.id) ?? task, news));
      return new Response();
    } catch (error) {
      if (!(error instanceof VideoError)) throw error;
      console.error(error.message);
      return new Response(null, { status: statuses[error.code] ?? 500 });
    }
  };
