import { Session } from 'node:inspector/promises';
import { createRouter, planRequest } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createRunway } from '@vid/runway';

/* Prints the source files in which one call runs a function, from precise coverage. */

const answer = async () =>
  new Response('{"id":"8b7d5e0a"}', { headers: { 'content-type': 'application/json' } });
const settings = { api: 'gateway', apiKey: 'key', fetch: answer } as const;
const runway = createRouter([createRunway(settings)]);
const both = createRouter([createRunway(settings), createJimeng(settings)]);
const { capabilities } = both;
const picture = { prompt: 'a cat', firstFrame: 'https://example.com/a.jpg', duration: 5 };

const calls: Readonly<Record<string, () => unknown>> = {
  generate: () => runway.generate(picture),
  plan: () => runway.plan({ prompt: 'a cat', firstFrame: 'https://example.com/a.jpg' }),
  // Jimeng can, and why Runway, which needs a picture, cannot is looked for.
  planRequest: () => planRequest(capabilities, { prompt: 'a cat', aspectRatio: '9:16' }),
};

const call = calls[process.argv[2] ?? ''];
if (call === undefined) throw new Error(`one of ${Object.keys(calls).join(', ')}`);
// What is loaded at a first call runs from its top, which is no function of the road.
await call();
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
await call();
const { result } = await session.post('Profiler.takePreciseCoverage');
const entered = result
  .filter(({ functions }) => functions.some(({ ranges }) => ranges.some(({ count }) => count > 0)))
  .flatMap(({ url }) => /\/packages\/([^/]+\/src\/.+\.ts)$/.exec(url)?.[1] ?? []);
console.log(JSON.stringify(entered.toSorted()));
