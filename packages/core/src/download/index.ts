export { type DownloadedVideo, type DownloadOptions, downloadVideo } from './download.ts';
export type { DownloadProgress } from './receive.ts';
export {
  type ByteRange,
  type VideoFolder,
  videoFolder,
  type VideoFolderOptions,
  type VideoStorage,
} from './video-folder.ts';
