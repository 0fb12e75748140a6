import { type CallOptions, VideoError, type VideoTask } from '@vid/core';
import { createGateway, type GatewaySettings } from '@vid/gateway';
import type { Submit } from './mapping.ts';
import { codes, dialect } from './schema.ts';

export function createClient(settings: GatewaySettings) {
  const gateway = createGateway(
    { provider: 'kling', keyVariable: 'KLING_API_TOKEN', codes, dialect },
    settings,
  );
  return {
    prepare: ({ kind, body }: Submit) => gateway.prepare(`/kling/v1/videos/${kind}`, body),
    submit: gateway.submit,
    query: async (task: VideoTask, options?: CallOptions) =>
      gateway.query(`/kling/v1/videos/${kindOf(task)}/${encodeURIComponent(task.id)}`, task, options),
  };
}

function kindOf({ id, lookup }: VideoTask): string {
  const kind = lookup?.['kind'];
  if (kind === 'text2video' || kind === 'image2video') return kind;
  throw new VideoError(
    'invalid-request',
    `Task ${id} of kling does not say where it was made (lookup.kind).`,
  );
}
