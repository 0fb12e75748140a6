import { Session } from 'node:inspector/promises';
import { createRouter } from '@vid/core';
import { createRunway } from '@vid/runway';

/* Prints the source files in which one plain `router.generate` runs a function, from precise coverage. */

const answer = async () =>
  new Response('{"id":"8b7d5e0a"}', { headers: { 'content-type': 'application/json' } });
const router = createRouter([createRunway({ api: 'gateway', apiKey: 'key', fetch: answer })]);
const request = { prompt: 'a cat', firstFrame: 'https://example.com/a.jpg', duration: 5 };

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
await router.generate(request);
const { result } = await session.post('Profiler.takePreciseCoverage');
const entered = result
  .filter(({ functions }) => functions.some(({ ranges }) => ranges.some(({ count }) => count > 0)))
  .flatMap(({ url }) => /\/packages\/([^/]+\/src\/.+\.ts)$/.exec(url)?.[1] ?? []);
console.log(JSON.stringify(entered.toSorted()));
