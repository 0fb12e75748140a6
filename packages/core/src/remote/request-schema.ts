import * as z from 'zod/mini';
import { httpsUrl, mediaInput, providerOptions, videoRequestSchema } from '../contract/read-request.ts';

const link = { type: 'string', pattern: String.raw`^[hH][tT][tT][pP][sS]:\/\/\S+$` } as const;
const bytes = {
  type: 'object',
  properties: {
    base64: { type: 'string', minLength: 1, contentEncoding: 'base64' },
    mediaType: { type: 'string', pattern: String.raw`^(image|video|audio)\/\S+$` },
  },
  required: ['base64'],
  additionalProperties: false,
} satisfies z.core.JSONSchema.BaseSchema;

/**
 * A JSON Schema (2020-12) of a request as `requestToJson` writes it and `requestFromJson` reads it: links and bytes for media.
 * What no schema can say, such as whether a picture is one, and what a model takes, is left to them.
 */
export const requestJsonSchema = (): z.core.JSONSchema.BaseSchema => {
  const schema = z.toJSONSchema(videoRequestSchema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema === mediaInput) jsonSchema.anyOf = [{ $ref: '#/$defs/link' }, { $ref: '#/$defs/bytes' }];
      if (zodSchema === httpsUrl) Object.assign(jsonSchema, link);
      if (zodSchema === providerOptions)
        Object.assign(jsonSchema, { type: 'object', additionalProperties: { type: 'object' } });
    },
  });
  return { ...schema, $defs: { link, bytes } };
};
