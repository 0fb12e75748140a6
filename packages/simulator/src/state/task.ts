import * as z from 'zod';
import type { SimulatedFailure } from './phase.ts';

export const services = ['runway', 'kling', 'jimeng'] as const;
export type Service = (typeof services)[number];

const taskKind = z.enum([
  'image_to_video',
  'text_to_video',
  'video_to_video',
  'text2video',
  'image2video',
  'multi-image2video',
  'video-extend',
  'video/create',
  'submit/videos',
  'CVSync2AsyncSubmitTask',
]);
/** The end of the route that the task was submitted to; of Volcengine its action. */
export type TaskKind = z.output<typeof taskKind>;

export type JsonObject = Readonly<Record<string, unknown>>;

/** A task that exists, and so would have been billed. */
export type SimulatedTask = {
  readonly service: Service;
  /** As the client was given it. */
  readonly id: string;
  readonly model: string;
  readonly kind: TaskKind;
  /** The submitted JSON, unchanged: no default filled in, nothing left out. */
  readonly body: JsonObject;
  /** Simulated milliseconds since the Unix epoch. */
  readonly createdAt: number;
};

/** A file of the `clips` folder and its true length. */
export type Clip = { readonly file: string; readonly seconds: 5 | 10 };

export type Job = {
  readonly task: SimulatedTask;
  /** 1 is the first that was created. */
  readonly number: number;
  /** The id at the vendor behind the gateway; the same as the task's unless the gateway made one of its own. */
  readonly upstreamId: string;
  readonly prompt: string;
  readonly clip: Clip;
  readonly failure?: SimulatedFailure | undefined;
};

export const jobSchema = z.object({
  task: z.object({
    service: z.enum(services),
    id: z.string(),
    model: z.string(),
    kind: taskKind,
    body: z.record(z.string(), z.unknown()),
    createdAt: z.number(),
  }),
  number: z.int(),
  upstreamId: z.string(),
  prompt: z.string(),
  clip: z.object({ file: z.string(), seconds: z.literal([5, 10]) }),
  failure: z.object({ failed: z.string(), code: z.string().exactOptional() }).optional(),
}) satisfies z.ZodType<Job>;
