export type { JobFeed, JobsNow } from './job-feed.ts';
export { type UseVideo, useVideo, type UseVideoOptions } from './use-video.ts';
export { createVideoClient, type VideoClient, type VideoClientSettings } from './video-client.ts';
export type { VideoState, VideoStatus } from './video-state.ts';
export type { SubmitOptions, OneVideo } from './one-video.ts';
