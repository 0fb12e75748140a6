import { openRunsStream, type TellRuns } from './runs-stream.ts';
import type { WorkerNews } from './runs-worker.ts';

/**
 * The stream that this browser's tabs share: it opens six connections to one server at most, and a stream holds one. A
 * browser without shared workers or locks, or whose worker does not load, opens a stream for each tab.
 */
export function connectRuns(tell: TellRuns): () => void {
  const canShare = typeof SharedWorker !== 'undefined' && 'locks' in navigator;
  let leave: () => void;
  const open = () => {
    leave = openRunsStream(tell);
  };
  const join = () => {
    leave = joinWorker(tell, open, join);
  };
  const connect = canShare ? join : open;
  connect();
  // The browser may keep the page and show it again, or end it without another word.
  const gone = new AbortController();
  const { signal } = gone;
  addEventListener('pagehide', () => leave(), { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && connect(), { signal });
  return () => {
    gone.abort();
    leave();
  };
}

/** `onFailure`: it does not load. `onEnd`: it was ended, as by the crash of a process. Neither after leaving. */
function joinWorker(tell: TellRuns, onFailure: () => void, onEnd: () => void): () => void {
  const worker = new SharedWorker(new URL('runs-worker.ts', import.meta.url), { type: 'module' });
  const { port } = worker;
  const left = new AbortController();
  const { signal } = left;
  const leave = () => {
    if (signal.aborted) return;
    left.abort();
    port.postMessage('leave');
    port.close();
  };
  const leaveFor = (next: () => void) => {
    leave();
    next();
  };
  worker.addEventListener('error', () => leaveFor(onFailure), { signal });
  const onNews = ({ data: news }: MessageEvent<WorkerNews>) => {
    if (news.kind !== 'alive') return tell(news);
    navigator.locks.request(news.lock, { signal }, () => leaveFor(onEnd)).catch(() => undefined);
  };
  port.addEventListener('message', onNews, { signal });
  port.start();
  return leave;
}
