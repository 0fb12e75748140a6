/*
 * What the library costs over plain fetch: start and status of a task against a service that answers at once, from
 * another thread, over the same kept-alive connections. Ratios of one run, so the machine's speed cancels out.
 */
import { Worker } from 'node:worker_threads';
import { createRunway, createVideo5s } from '@vid/runway';

const service = `
  const { createServer } = require('node:http');
  const { parentPort } = require('node:worker_threads');
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(request.method === 'POST' ? '{"id":"8b7d5e0a"}' : '{"id":"8b7d5e0a","status":"RUNNING","progress":0.4}');
    });
  }).listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

const worker = new Worker(service, { eval: true });
const port = await new Promise<unknown>((resolve) => void worker.once('message', resolve));
const baseUrl = `http://127.0.0.1:${String(port)}`;
const runway = createRunway({ baseUrl, apiKey: 'bench' });
const request = createVideo5s('https://example.com/image.jpg', 'a cat dances');
const { headers, body } = runway.prepare(request);

async function plain(): Promise<void> {
  const submit = await fetch(`${baseUrl}/runwayml/v1/image_to_video`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  const { id }: { readonly id: string } = await submit.json();
  const status = await fetch(`${baseUrl}/runwayml/v1/tasks/${id}`, { headers });
  await status.json();
}

async function library(): Promise<void> {
  await runway.query(await runway.generate(request));
}

/** Milliseconds for so many pairs of start and status, so many at a time. */
async function time(pair: () => Promise<void>, pairs: number, inFlight: number): Promise<number> {
  let left = pairs;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await pair();
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: inFlight }, lane));
  return performance.now() - start;
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

console.log(
  'start and status of one task, the library against plain fetch (median of 7 rounds, taken in turn)',
);
for (const [name, pairs, inFlight] of [
  ['serial', 300, 1],
  ['32 in flight', 1_600, 32],
] as const) {
  const [ours, theirs]: [number[], number[]] = [[], []];
  await time(library, pairs, inFlight);
  await time(plain, pairs, inFlight);
  for (let round = 0; round < 7; round += 1) {
    theirs.push((await time(plain, pairs, inFlight)) / pairs);
    ours.push((await time(library, pairs, inFlight)) / pairs);
  }
  const ratio = median(ours) / median(theirs);
  console.log(
    `${name.padEnd(13)} ${ratio.toFixed(2)} x  (${median(ours).toFixed(3)} ms against ${median(theirs).toFixed(3)} ms a pair)`,
  );
}
await worker.terminate();
