import type { MediaInput, Money, TaskFailure } from '@vid/core';
import {
  type AcceptedRequest,
  type FieldWriters,
  mediaText,
  readOptions,
  type TaskReading,
  writeBody,
} from '@vid/core/provider-kit';
import { explainRunwayFailure } from './failures.ts';
import { ratioOf } from './pixels.ts';
import { runwayOptionsSchema, type SubmitBody, submitBodySchema, taskAnswerSchema } from './schema.ts';
import * as z from 'zod/mini';

const framed = (media: MediaInput, position: 'first' | 'last') => ({
  uri: mediaText(media, 'data-uri'),
  position,
});

const writers: FieldWriters<SubmitBody> = {
  prompt: (promptText) => ({ promptText }),
  negativePrompt: (negativePrompt) => ({ negativePrompt }),
  firstFrame: (first, { request: { lastFrame } }) => ({
    promptImage: [framed(first, 'first'), ...(lastFrame === undefined ? [] : [framed(lastFrame, 'last')])],
  }),
  // Beside a first frame it stands in the same list.
  lastFrame: (last, { request: { firstFrame } }) =>
    firstFrame === undefined ? { promptImage: [framed(last, 'last')] } : {},
  references: (pictures) => ({
    promptImage: pictures.map((media) => ({ uri: mediaText(media, 'data-uri') })),
  }),
  duration: (duration) => ({ duration }),
  aspectRatio: (aspectRatio, { model, request: { resolution } }) => {
    const ratio = ratioOf(model, aspectRatio, resolution);
    return ratio === undefined ? undefined : { ratio };
  },
  // Beside an aspect ratio it is part of `ratio`; alone it has a place only where the picture decides the ratio.
  resolution: (resolution, { model, request: { aspectRatio } }) => {
    if (aspectRatio !== undefined) return {};
    const isOwn = model === 'happyhorse_1_0' && (resolution === '720p' || resolution === '1080p');
    return isOwn ? { resolution } : undefined;
  },
  size: (size) => ({ ratio: size.replace('x', ':') }),
  audio: (audio) => ({ audio }),
  seed: (seed) => ({ seed }),
  providerOptions: ({ runway = {} }, accepted) => {
    const { publicFigureThreshold } = readOptions(runwayOptionsSchema, runway, accepted);
    return publicFigureThreshold === undefined ? {} : { contentModeration: { publicFigureThreshold } };
  },
};

/** The submit body for a request that the table has accepted. */
export const toSubmitBody = (accepted: AcceptedRequest): SubmitBody =>
  writeBody(submitBodySchema, { model: accepted.model }, writers, accepted);

/** The route is chosen by what goes in. */
export const submitPath = ({ mode }: AcceptedRequest): string =>
  mode === 'text-to-video' ? '/v1/text_to_video' : '/v1/image_to_video';

/** 1 credit is 0.01 USD [doc]. */
const moneyOf = (cost: { readonly credits: number } | undefined): Money | undefined =>
  cost === undefined ? undefined : { amount: cost.credits / 100, currency: 'USD' };

const isLink = (value: unknown): value is string =>
  typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value);

function failureOf(failure: string | undefined, code: string | undefined): TaskFailure {
  const message = failure ?? code ?? 'the service gave no reason';
  const said = failure !== undefined || code !== undefined;
  const reason = said ? explainRunwayFailure(code).reason : 'unknown';
  return { reason, message, ...(code !== undefined && { providerCode: code }) };
}

/** What an answer to a query says. When its links die is not told exactly (24 to 48 h [doc]), so no time is given. */
export function readTask(json: unknown): TaskReading {
  const parsed = z.safeParse(taskAnswerSchema, json);
  if (!parsed.success) return { word: undefined, videos: [], failure: failureOf(undefined, undefined) };
  const { status, progress, output, failure, failureCode, estimatedCost, cost } = parsed.data;
  return {
    word: status,
    progress,
    videos: output.filter(isLink).map((url) => ({ url })),
    failure: failureOf(failure, failureCode),
    cost: moneyOf(cost ?? estimatedCost),
  };
}
