// Bodies of Jimeng's own API: the task layer's (jimeng.md B4, B5, B6) and the platform's before it (B6).
import { randomInt, randomUUID } from 'node:crypto';
import { byStatus, type Phase } from '../../state/phase.ts';
import type { JsonObject } from '../../state/task.ts';
import type { PlatformError } from './signature.ts';

const digits = (length: number) => Array.from({ length }, () => randomInt(10)).join('');

/** 19 digits, beyond what a JavaScript number can hold. */
export const nineteenDigits = (): string => `74${digits(17)}`;

/** China's time to the second, then hex. */
const requestId = (now: number) => {
  const time = new Date(now + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
  return `${time}${randomUUID().replaceAll('-', '').slice(0, 20).toUpperCase()}`;
};

/** An empty message is left out, as some answers do. */
export const coded = (now: number, code: number, message: string, data: JsonObject | null): JsonObject => ({
  code,
  data,
  ...(message === '' ? {} : { message }),
  request_id: requestId(now),
  status: code,
  time_elapsed: '18.2ms',
});

export const done = (now: number, data: JsonObject | null): JsonObject => coded(now, 10000, 'Success', data);

const running = (status: string): JsonObject => ({
  binary_data_base64: null,
  image_urls: null,
  resp_data: '',
  status,
  video_url: '',
});

export const notFound = (now: number): JsonObject => done(now, running('not_found'));

export type Answered = { readonly status: 200 | 400 | 429 | 500; readonly json: JsonObject };

/** Output video failed moderation: the verdict of a failure that names no number [guess]. */
const defaultFailureCode = 50516;
const statuses: Readonly<Record<number, 429 | 500>> = { 50429: 429, 50430: 429, 50500: 500, 50501: 500 };

/** A failed task answers as an error does. Its `code` is a number of B6, or `expired`, which is a status word. */
export const taskAnswer = (now: number, phase: Phase, link: string): Answered =>
  byStatus<Answered>(phase, {
    queued: () => ({ status: 200, json: done(now, running('in_queue')) }),
    running: () => ({ status: 200, json: done(now, running('generating')) }),
    succeeded: () => ({
      status: 200,
      json: done(now, { aigc_meta_tagged: true, status: 'done', video_url: link }),
    }),
    failed: ({ failure }) => {
      if (failure.code === 'expired') return { status: 200, json: done(now, running('expired')) };
      const code = Number(failure.code ?? defaultFailureCode);
      return { status: statuses[code] ?? 400, json: coded(now, code, failure.failed, null) };
    },
  });

export const platformError = (
  now: number,
  action: string,
  version: string,
  { number, code, message }: PlatformError,
): JsonObject => ({
  ResponseMetadata: {
    RequestId: requestId(now),
    Action: action,
    Version: version,
    Service: 'cv',
    Region: 'cn-north-1',
    Error: { CodeN: number, Code: code, Message: message },
  },
});
