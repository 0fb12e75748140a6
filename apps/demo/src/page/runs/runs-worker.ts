/*
 * A shared worker: the one stream of all tabs of this browser. It belongs to no tab, so none that closes or is frozen
 * takes it along, and whoever comes later gets the runs as they stand.
 */
import { openRunsStream, type RunsNews, type RunsNow, withNews } from './runs-stream.ts';

/** What the worker tells a tab. */
export type WorkerNews = RunsNews | { readonly kind: 'alive'; readonly lock: string };

const nothing: RunsNow = { runs: [], connected: true };
let now = nothing;
/** Whether the server has said how the runs stand since the stream was opened. */
let isKnown = false;
let close: (() => void) | undefined;
const tabs = new Set<MessagePort>();

const tellTab = (tab: MessagePort, news: WorkerNews) => tab.postMessage(news, []);

function onNews(news: RunsNews): void {
  now = withNews(now, news);
  if (news.kind === 'all') isKnown = true;
  for (const tab of tabs) tellTab(tab, news);
}

function join(tab: MessagePort): void {
  tabs.add(tab);
  if (isKnown) tellTab(tab, { kind: 'all', runs: now.runs });
  if (!now.connected) tellTab(tab, { kind: 'lost' });
  close ??= openRunsStream(onNews);
}

function leave(tab: MessagePort): void {
  tabs.delete(tab);
  if (tabs.size > 0) return;
  close?.();
  close = undefined;
  isKnown = false;
  now = nothing;
}

/** Held for as long as the worker lives: a tab that gets it knows that the worker is gone. */
const lock = crypto.randomUUID();
const held = new Promise<void>((granted) => {
  void navigator.locks.request(lock, () => {
    granted();
    return new Promise(() => undefined);
  });
});

addEventListener('connect', (event) => {
  if (!(event instanceof MessageEvent)) return;
  for (const tab of event.ports) {
    tab.addEventListener('message', () => leave(tab));
    tab.start();
    join(tab);
    void held.then(() => tellTab(tab, { kind: 'alive', lock }));
  }
});
