import { modelName, type Router } from '@vid/core';
import { Hono } from 'hono';
import { refusal } from '../errors.ts';
import { described, json } from '../openapi.ts';
import type { Env } from '../settings.ts';
import { type ModelObject, modelListSchema, modelSchema, openaiErrorSchema } from './wire.ts';

const descriptions = {
  list: described({
    summary: 'What videos can be made with, in the shape of OpenAI',
    responses: { 200: json('The models, and the names that this server gives some.', modelListSchema) },
    errors: openaiErrorSchema,
  }),
  get: described({
    summary: 'A model, in the shape of OpenAI',
    responses: { 200: json('The model.', modelSchema) },
    errors: openaiErrorSchema,
  }),
};

const objectOf = (id: string, owner: string, model: string): ModelObject => ({
  id,
  object: 'model',
  created: 0,
  owned_by: owner,
  supported_endpoint_types: ['openai-video'],
  x_vid: { model },
});

/** Full names and aliases. A model's own id alone is taken too, and not listed: it would be there twice. */
export function modelRoutes({ capabilities }: Router, aliases: Readonly<Record<string, string>>) {
  const models = [
    ...Object.entries(aliases).map(([alias, model]) => objectOf(alias, 'vid', model)),
    ...capabilities.models.map((model) => objectOf(modelName(model), model.provider, modelName(model))),
  ];
  const app = new Hono<Env>();
  app.get('/', descriptions.list, (c) => c.json({ object: 'list', data: models }));
  app.get('/:id{.+}', descriptions.get, (c) => {
    const found = models.find(({ id }) => id === c.req.param('id'));
    if (found === undefined) throw refusal(404, 'There is no such model.');
    return c.json(found);
  });
  return app;
}
