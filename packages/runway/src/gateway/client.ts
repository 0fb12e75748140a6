import type { CallOptions, VideoTask } from '@vid/core';
import { createGateway, type GatewaySettings } from '@vid/gateway';
import { dialect, type SubmitBody } from './schema.ts';

export function createClient(settings: GatewaySettings) {
  const gateway = createGateway(
    {
      provider: 'runway',
      keyVariable: 'RUNWAY_API_TOKEN',
      // Two siblings list it as required, yunwu.ai's clients do not send it; harmless [guess].
      headers: { 'x-runway-version': '2024-11-06' },
      dialect,
    },
    settings,
  );
  return {
    prepare: (body: SubmitBody) => gateway.prepare('/runwayml/v1/image_to_video', body),
    submit: gateway.submit,
    query: (task: VideoTask, options?: CallOptions) =>
      gateway.query(`/runwayml/v1/tasks/${encodeURIComponent(task.id)}`, task, options),
  };
}
