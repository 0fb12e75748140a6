export { type DownloadedVideo, type DownloadOptions, downloadVideo } from './download.ts';
export type { DownloadProgress } from './receive.ts';
export { type VideoFolder, videoFolder } from './video-folder.ts';
