import { type Plan, requestFromJson, type Router } from '@vid/core';
import {
  planBodySchema,
  planViewSchema,
  preparedViewSchema,
  type ServerCapabilities,
  serverCapabilitiesSchema,
} from '@vid/core/remote';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { described, json } from './openapi.ts';
import { readBody } from './request-body.ts';
import type { Env, RouterOf } from './settings.ts';

const capabilitiesDescription = described({
  summary: 'What every model accepts, and what each api can besides',
  responses: { 200: json('The tables.', serverCapabilitiesSchema) },
});
const planDescription = described({
  summary: 'Who can make a video, best first, and who cannot, with reasons; sends nothing',
  body: planBodySchema,
  responses: { 200: json('The plan.', planViewSchema) },
});
const prepareDescription = described({
  summary: 'The HTTP request that would be sent, with secrets blanked; sends nothing',
  body: planBodySchema,
  responses: { 200: json('The request.', preparedViewSchema) },
});

/** What every model can, and what would become of a request: nothing here is sent or kept. */
export function planningRoutes(routerOf: RouterOf, maxBodyBytes: number) {
  const knownOf = (router: Router): ServerCapabilities => ({
    capabilities: router.capabilities,
    operations: operationsOf(router),
    maxBodyBytes,
  });
  const app = new Hono<Env>();
  app.get('/capabilities', capabilitiesDescription, etag(), (c) => c.json(knownOf(routerOf(c.get('owner')))));
  app.post('/plan', planDescription, async (c) => {
    const { request, routing } = await readBody(c, planBodySchema);
    return c.json(withoutRequests(routerOf(c.get('owner')).plan(requestFromJson(request), routing)));
  });
  app.post('/prepare', prepareDescription, async (c) => {
    const { request, routing } = await readBody(c, planBodySchema);
    return c.json(routerOf(c.get('owner')).prepare(requestFromJson(request), routing));
  });
  return app;
}

function operationsOf({ providers }: Router): ServerCapabilities['operations'] {
  const operations = new Map<string, ServerCapabilities['operations'][number]>();
  for (const one of providers)
    for (const { provider, api } of one.capabilities.models) {
      const can = { cancel: one.cancel !== undefined, reconcile: one.reconcile !== undefined };
      operations.set(JSON.stringify([provider, api]), { provider, api, ...can });
    }
  return [...operations.values()];
}

/** Suggested requests hold the files of the one that was asked for. */
const withoutRequests = (plan: Plan) => ({
  ...plan,
  rejected: plan.rejected.map(({ suggestion, ...rejection }) => ({
    ...rejection,
    ...(suggestion !== undefined && { suggestion: { changes: suggestion.changes } }),
  })),
});
