import { once } from 'node:events';
import type { Server } from 'node:http';
import { VideoError, type VideoTask } from '@vid/core';
import { newTask, refused } from '@vid/core/provider-kit';
import {
  type AnswerMapping,
  createGatewayProvider,
  type GatewayService,
  type GatewaySettings,
  wrapperStatuses,
} from '@vid/gateway';
import { onTestFinished } from 'vitest';

/** Answers that have a bit of everything. */
export const answers: AnswerMapping = {
  status: ['task_status', 'status', 'state'],
  statuses: {
    ...wrapperStatuses,
    pending: 'queued',
    processing: 'running',
    running: 'running',
    succeed: 'succeeded',
    succeeded: 'succeeded',
    completed: 'succeeded',
    failed: 'failed',
    expired: 'failed',
    cancelled: 'canceled',
  },
  links: [
    'task_result.videos.0.url',
    'outputs.0.url',
    'output.0',
    'video_url',
    'video',
    'url',
    'metadata.url',
  ],
  duration: ['task_result.videos.0.duration', 'metadata.duration', 'duration'],
  reason: ['task_status_msg', 'failure', 'error.message', 'error', 'message'],
  reasonCode: ['failureCode', 'error.code'],
};

export const service: GatewayService = {
  provider: 'acme',
  keyVariable: 'VID_TEST_ACME_KEY',
  headers: { 'x-version': '2024-11-06' },
  calls: async () => ({
    queryPath: ({ id }) => `/tasks/${id}`,
    answers,
    codes: {
      1102: refused('quota-exhausted'),
      1201: refused('invalid-request'),
      1303: refused('rate-limited'),
    },
  }),
  capabilities: {
    models: [
      {
        provider: 'acme',
        api: 'gateway',
        model: 'm',
        rows: [
          {
            mode: 'text-to-video',
            evidence: 'documented',
            source: 'made up',
            accepts: { prompt: { maxLength: 100 } },
          },
        ],
      },
    ],
  },
  submit: ({ request: { prompt } }) => ({ path: '/submit?to=acme', body: { prompt } }),
};

export const key = 'sk-planted-0123456789';
export const link = 'https://media.example/8b7d.mp4';
const acme = { provider: 'acme', api: 'gateway', model: 'm' } as const;
export const task: VideoTask = newTask(acme, 'task_1');

/** A gateway whose service gives this one answer, and what was sent to it. */
export function answering(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  settings: GatewaySettings = {},
) {
  const sent: Request[] = [];
  const gateway = createGatewayProvider(service, {
    apiKey: key,
    baseUrl: 'https://gate.example',
    fetch: async (input: string | URL | Request, init?: RequestInit) => {
      sent.push(new Request(input, init));
      return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
    },
    ...settings,
  });
  const submit = async () => {
    const { id } = await gateway.generate({ prompt: 'a boat' }, { retries: 0 });
    return id;
  };
  const query = () => gateway.query(task);
  return { gateway, sent, submit, query };
}

/** What a call throws; a value stands for "nothing". */
export async function errorOf(call: Promise<unknown>): Promise<VideoError> {
  const error: unknown = await call.then(
    (value) => value,
    (reason: unknown) => reason,
  );
  if (error instanceof VideoError) return error;
  throw new TypeError(`no VideoError: ${JSON.stringify(error)} ${String(error)}`);
}

/** Where the server can be asked, until the end of the test. */
export async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address: unknown = server.address();
  const port =
    typeof address === 'object' && address !== null && 'port' in address ? String(address.port) : '';
  return `127.0.0.1:${port}`;
}
