import { property } from '../contract/property.ts';
import { linkOf } from './reading.ts';

/** Where services and relays were seen to put the link of a finished task, whatever their pages say [client, relay]. */
const linkPaths = [
  'task_result.videos.0.url',
  'task_result.url',
  'task_result.video_url',
  'outputs.0.url',
  'output.0.url',
  'output.0',
  'output.url',
  'output.video_url',
  'output',
  'video_url',
  'videoUrl',
  'video_urls.0',
  'video_urls',
  'video.url',
  'video',
  'url',
  'content.video_url',
  'detail.video_url',
  'result.video_url',
  'result.url',
  'metadata.url',
  'metadata.video_url',
  'task_result.videos.0.watermark_url',
  'watermark_url',
] as const;

/** What stands at a path such as `'task_result.videos.0.url'`. */
export const at = (value: unknown, path: string): unknown => path.split('.').reduce<unknown>(property, value);

/** The first link of a finished task's answer in one of the usual places; without a `base`, relative ones as they are. */
export function linkIn(answer: unknown, base?: string): string | undefined {
  for (const path of linkPaths) {
    const value = at(answer, path);
    const link = linkOf(value, base ?? 'https://relative.invalid');
    if (link !== undefined) return base === undefined && typeof value === 'string' ? value.trim() : link;
  }
  return undefined;
}
