export { builtPage } from './built-page.ts';
export { listenAt } from './free-port.ts';
export {
  type History,
  type HistoryEntry,
  type HistoryInput,
  type HistoryPage,
  type HistoryPageOptions,
  openHistory,
} from './history.ts';
export { type MediaFolder, mediaFolder } from './media-folder.ts';
export { type LimitState, openSessionLimit, type SessionLimit } from './session-limit.ts';
export { type ListenOptions, type Listening, serve } from './serve.ts';
export { createPageRuns, type PageRuns } from './page-runs.ts';
