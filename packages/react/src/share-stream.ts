/** A stream that the tabs of one browser share; what it tells must be plain data. */
export interface SharedStream<News> {
  /** Opens it; returns what closes it. */
  open(tell: (news: News) => void): () => void;
  /** Called in every tab with what the stream tells. */
  tell(news: News): void;
  /** All that a tab must hear that comes later. */
  summary(): News;
}

type Message<News> = { readonly kind: 'hello' } | { readonly kind: 'news'; readonly news: News };

/** A tab that leads and does not answer for so long is frozen. */
const silenceMs = 2_000;

/**
 * Joins the tabs of this browser that share a stream: a browser opens six connections to one server at most, and a stream
 * holds one. Whoever holds the lock of the name has the stream and tells the others; when that tab goes, the next one takes
 * over, and when it is frozen, a tab that is looked at does. Where a browser has no locks or channels, each tab has a stream of
 * its own. Returns what leaves.
 */
export function shareStream<News>(name: string, stream: SharedStream<News>): () => void {
  const canShare = typeof BroadcastChannel !== 'undefined' && 'locks' in navigator;
  const join = () => (canShare ? joinTabs(name, stream) : stream.open((news) => stream.tell(news)));
  let leave = join();
  // The browser may keep the page and show it again.
  const gone = new AbortController();
  const { signal } = gone;
  addEventListener('pagehide', () => leave(), { signal });
  addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (persisted) leave = join();
    },
    { signal },
  );
  return () => {
    gone.abort();
    leave();
  };
}

function joinTabs<News>(name: string, stream: SharedStream<News>): () => void {
  const channel = new BroadcastChannel(name);
  const left = new AbortController();
  let queued: AbortController | undefined;
  let close: (() => void) | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has its own origin only
  const say = (message: Message<News>) => channel.postMessage(message);

  const stop = () => {
    close?.();
    close = undefined;
  };
  /** Has the stream as long as it holds the lock. */
  const lead = (): Promise<void> => {
    queued = undefined;
    clearTimeout(silence);
    if (left.signal.aborted) return Promise.resolve();
    close = stream.open((news) => {
      stream.tell(news);
      say({ kind: 'news', news });
    });
    return new Promise((resolve) => {
      left.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  };
  const wait = () => {
    const own = new AbortController();
    queued = own;
    navigator.locks.request(name, { signal: own.signal }, lead).catch(() => {
      if (!own.signal.aborted) lose();
    });
  };
  /** Another tab took the lock. */
  const lose = () => {
    stop();
    if (!left.signal.aborted) wait();
  };
  const take = () => {
    queued?.abort();
    navigator.locks.request(name, { steal: true }, lead).catch(lose);
  };
  /** What the stream has told so far, from whoever has it. */
  const ask = () => {
    if (close !== undefined) return;
    say({ kind: 'hello' });
    clearTimeout(silence);
    silence = setTimeout(take, silenceMs);
  };

  const { signal } = left;
  channel.addEventListener(
    'message',
    ({ data: message }: MessageEvent<Message<News>>) => {
      if (message.kind === 'news') {
        clearTimeout(silence);
        stream.tell(message.news);
      } else if (close !== undefined) say({ kind: 'news', news: stream.summary() });
    },
    { signal },
  );
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && ask(), {
    signal,
  });
  wait();
  ask();
  return () => {
    left.abort();
    queued?.abort();
    clearTimeout(silence);
    stop();
    channel.close();
  };
}
