import { type DescribeRouteOptions, describeRoute, generateSpecs, resolver } from 'hono-openapi';
import { errorBodySchema } from '@vid/core/remote';
import type { Hono } from 'hono';
import type * as z from 'zod/mini';
import type { Env } from './settings.ts';

type Responses = NonNullable<DescribeRouteOptions['responses']>;
type Answer = Exclude<Responses[string], { readonly $ref: string }>;
type Parameters = NonNullable<DescribeRouteOptions['parameters']>;

const options = {
  // The library checks what JSON Schema has no word for.
  unrepresentable: 'any',
  // To OpenAPI it says "never in a request"; here it only keeps code from writing.
  override: ({ jsonSchema }: { readonly jsonSchema: { readOnly?: boolean } }) => {
    delete jsonSchema.readOnly;
  },
};
const asJson = (schema: z.ZodMiniType) => resolver(schema, { options });

export const json = (description: string, schema: z.ZodMiniType): Answer => ({
  description,
  content: { 'application/json': { schema: asJson(schema) } },
});

interface Described {
  readonly summary: string;
  readonly body?: z.ZodMiniType;
  /** The same as `multipart/form-data`, where that is taken too. */
  readonly form?: z.ZodMiniType;
  readonly responses: Responses;
  readonly parameters?: Parameters;
  /** Default: a `VideoError`. */
  readonly errors?: z.ZodMiniType;
}

export const described = ({ body, form, responses, errors = errorBodySchema, ...rest }: Described) =>
  describeRoute({
    ...rest,
    ...(body !== undefined && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: asJson(body) },
          ...(form !== undefined && { 'multipart/form-data': { schema: asJson(form) } }),
        },
      },
    }),
    responses: { ...responses, default: json('What is wrong.', errors) },
  });

/** Not in the document. */
export const hidden = describeRoute({ hide: true });

export const inQuery = (name: string, description: string, type: 'string' | 'integer' = 'string') =>
  ({ in: 'query', name, description, schema: { type } }) as const;
export const inHeader = (name: string, description: string) =>
  ({ in: 'header', name, description, schema: { type: 'string' } }) as const;

export const documentOf = (app: Hono<Env>, url: string, isProtected: boolean): Promise<object> =>
  generateSpecs(app, {
    documentation: {
      openapi: '3.1.0',
      info: { title: 'vid', version: '1', description: 'Video generation with many services.' },
      servers: [{ url }],
      ...(isProtected && {
        components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
        security: [{ bearer: [] }],
      }),
    },
  });
