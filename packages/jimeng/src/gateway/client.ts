import type { CallOptions, VideoTask } from '@vid/core';
import { createGateway, type GatewaySettings } from '@vid/gateway';
import { dialect, type SubmitBody } from './schema.ts';

export function createClient(settings: GatewaySettings) {
  const gateway = createGateway({ provider: 'jimeng', keyVariable: 'JIMENG_API_TOKEN', dialect }, settings);
  return {
    prepare: (body: SubmitBody) => gateway.prepare('/v1/video/create', body),
    submit: gateway.submit,
    query: (task: VideoTask, options?: CallOptions) =>
      gateway.query(`/v1/video/query?id=${encodeURIComponent(task.id)}`, task, options),
  };
}
