import { createAnswers, purposeOf } from './answers.ts';

/** The address of a service that answers `fetch` of this process, without a network. */
export const here = 'http://service.example.com';

interface HereOptions {
  /** How long a task takes. Default: it runs for ever. */
  readonly lifeMs?: number;
  /** How long a request is on its way, and its answer. */
  readonly wayMs: number;
  /** Called when a request arrives that asks how a task is, or for its result. */
  readonly onQuery: () => void;
}

const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => void setTimeout(resolve, milliseconds));

/** Replaces the platform's `fetch`. Returns how many requests there were, and answers, so that one can tell when all is still. */
export function serveHere({ lifeMs, wayMs, onQuery }: HereOptions): () => number {
  const answerTo = createAnswers(lifeMs);
  let moves = 0;
  globalThis.fetch = async (input, init) => {
    moves += 1;
    const request = input instanceof Request ? input : undefined;
    const address = input instanceof URL ? input.href : input;
    const url = (typeof address === 'string' ? address : address.url).replace(here, '');
    const headers = new Headers(init?.headers ?? request?.headers);
    const method = init?.method ?? request?.method ?? 'GET';
    const asked = { method, url, headers: { prefer: headers.get('prefer') ?? undefined } };
    if (wayMs > 0) await sleep(wayMs);
    const purpose = purposeOf(asked);
    // Some clients try `fetch` with a link that holds data.
    if (purpose === 'query' && url.startsWith('/')) onQuery();
    const [status, body] = await answerTo(asked);
    if (wayMs > 0) await sleep(wayMs);
    moves += 1;
    return purpose === 'file'
      ? new Response('a film', { headers: { 'content-type': 'video/mp4' } })
      : Response.json(body, { status });
  };
  return () => moves;
}
