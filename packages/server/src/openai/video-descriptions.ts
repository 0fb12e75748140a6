import { abandonParameter } from '../delete-job.ts';
import { described, inHeader, inQuery, json } from '../openapi.ts';
import { file } from '../video-routes.ts';
import { deletedSchema, openaiErrorSchema, submitSchema, videoListSchema, videoSchema } from './wire.ts';

const errors = openaiErrorSchema;
/** Of `/v1/videos`, for the OpenAPI document. */
export const descriptions = {
  create: described({
    summary: 'Makes a video, in the shape of OpenAI',
    body: submitSchema,
    form: submitSchema,
    parameters: [
      inHeader('Idempotency-Key', 'One key, one job, one bill; the same as in `POST /tasks`.'),
      inHeader('X-Stainless-Retry-Count', 'Of OpenAI’s clients: how often the same call was sent before.'),
    ],
    responses: { 200: json('The video, or the one of the same call.', videoSchema) },
    errors,
  }),
  list: described({
    summary: 'Videos, in the shape of OpenAI',
    parameters: [
      inQuery('after', 'The id of the last video of the page before.'),
      inQuery('limit', '1 to 100. Default 20.', 'integer'),
      inQuery('order', '`desc`, newest first, or `asc`. Default `desc`.'),
      inQuery('key', 'An Idempotency-Key: its video alone, or none.'),
    ],
    responses: { 200: json('The videos.', videoListSchema) },
    errors,
  }),
  get: described({
    summary: 'A video, in the shape of OpenAI',
    responses: { 200: json('The video.', videoSchema) },
    errors,
  }),
  content: described({
    summary: 'The file of a video',
    parameters: [
      inQuery('variant', '`video`; there are no others.'),
      inHeader('Range', 'One range of bytes.'),
    ],
    responses: {
      200: { description: 'The file.', content: file },
      206: { description: 'A part of it.', content: file },
    },
    errors,
  }),
  delete: described({
    summary: 'Deletes a video, and stops it first where it runs',
    parameters: [abandonParameter],
    responses: { 200: json('It is gone.', deletedSchema) },
    errors,
  }),
};
