import { modelName, type Router } from '@vid/core';
import { Hono } from 'hono';
import { refusal } from '../errors.ts';
import { described, json } from '../openapi.ts';
import type { Env, ServerSettings } from '../settings.ts';
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

/** `undefined`: the shape of OpenAI is not there. Throws `TypeError` for an alias of nothing. */
export function aliasesOf({ openai = true, router: { capabilities } }: ServerSettings) {
  if (openai === false) return undefined;
  const { aliases = {} } = openai === true ? {} : openai;
  const names = new Set(
    capabilities.models.flatMap((one) => [one.model, `${one.provider}:${one.model}`, modelName(one)]),
  );
  const wrong = Object.entries(aliases).find(([, model]) => !names.has(model));
  if (wrong !== undefined)
    throw new TypeError(`openai.aliases: "${wrong[0]}" stands for "${wrong[1]}", which is no model here.`);
  return aliases;
}

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
