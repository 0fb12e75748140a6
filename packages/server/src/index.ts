export { createServer, type VideoServer } from './create-server.ts';
export { answerError, refusal, type WriteError } from './errors.ts';
export { type HostMessage, type HostStream } from './host-stream.ts';
export { logEvents } from './log-events.ts';
export { type Outstanding, outstandingOf } from './outstanding.ts';
export { type OwnerOf, type RouterOf, type ServerSettings } from './settings.ts';
export type { TimelineEntry } from './timelines.ts';
export { tellUnwritten } from './unwritten.ts';
