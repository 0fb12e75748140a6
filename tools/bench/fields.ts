/*
 * What becomes of a field that is set, in a request to a service on this machine: on the wire, refused before anything is
 * sent, or neither. Counts only, so a busy machine may run it.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { createFal } from '@ai-sdk/fal';
import { createFalClient } from '@fal-ai/client';
import { OpenRouter } from '@openrouter/sdk';
import Runway from '@runwayml/sdk';
import { createRouter } from '@vid/core';
import { createRunway } from '@vid/runway';
import { experimental_startVideo } from 'ai';
import Replicate from 'replicate';
import { answerTo } from './answers.ts';

let sent = '';
const server = createServer((request, response) => {
  const answer = async () => {
    const [status, body] = answerTo(request);
    sent = await text(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  void answer();
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('The service has no port.');
const service = `http://127.0.0.1:${address.port}`;

const apiKey = 'bench';
const prompt = 'a cat dances';
const image = 'https://example.com/image.jpg';
const fal =
  (part: string): typeof fetch =>
  (url, init) =>
    fetch(typeof url === 'string' ? url.replace('https://queue.fal.run', `${service}/${part}`) : url, init);

type Extra = Readonly<Record<string, unknown>>;
/** Sends what the types would not let through, too, as a program in JavaScript does; resolves to warnings. */
const clients: Readonly<Record<string, (extra: Extra) => Promise<readonly unknown[]>>> = {
  'vid: Runway (official), routed': async (extra) => {
    const router = createRouter([createRunway({ api: 'official', apiKey, baseUrl: `${service}/runway` })]);
    await router.generate({ model: 'gen4_turbo', firstFrame: image, prompt, duration: 5, ...extra });
    return [];
  },
  '@runwayml/sdk': async (extra) => {
    const given = { promptImage: image, promptText: prompt, duration: 5, ...extra };
    const runway = new Runway({ apiKey, baseURL: `${service}/runway` });
    await runway.imageToVideo.create({ model: 'gen4_turbo', ratio: '1280:720', ...given });
    return [];
  },
  replicate: async (extra) => {
    const replicate = new Replicate({ auth: apiKey, baseUrl: `${service}/replicate` });
    await replicate.predictions.create({ model: 'bench/bench', input: { image, prompt, ...extra } });
    return [];
  },
  '@fal-ai/client': async (extra) => {
    const client = createFalClient({ credentials: apiKey, fetch: fal('fal') });
    await client.queue.submit('fal-ai/bench', { input: { image_url: image, prompt, ...extra } });
    return [];
  },
  '@openrouter/sdk': async (extra) => {
    const openRouter = new OpenRouter({ apiKey, serverURL: `${service}/openrouter` });
    const videoGenerationRequest = { model: 'bench/bench', prompt, ...extra };
    await openRouter.videoGeneration.generate({ videoGenerationRequest });
    return [];
  },
  'ai with @ai-sdk/fal': async (extra) => {
    const model = createFal({ apiKey, fetch: fal('ai-sdk') }).video('bench');
    const { warnings } = await experimental_startVideo({ model, prompt: { text: prompt, image }, ...extra });
    return warnings;
  },
};

/** Field, value, and where the value stands in JSON when it is sent under whatever name. */
const cases: readonly (readonly [name: string, extra: Extra, sentAs: RegExp])[] = [
  ['`seed: 0`', { seed: 0 }, /"seed":0\b/],
  ['`fps: 31`, which no service here is known to take', { fps: 31 }, /:31\b/],
  ['`cameraControl`, of another service', { cameraControl: 'zoom-7' }, /zoom-7/],
  ['`aspectRato`, misspelt', { aspectRato: '9:17' }, /9:17/],
];

const names = Object.keys(clients);
console.log(`| | ${names.join(' | ')} |\n| --- |${names.map(() => ' --- |').join('')}`);
for (const [name, extra, sentAs] of cases) {
  const cells: string[] = [];
  for (const send of Object.values(clients)) {
    sent = '';
    const { warnings, refused } = await send(extra).then(
      (warnings) => ({ warnings, refused: false }),
      () => ({ warnings: [], refused: true }),
    );
    if (sentAs.test(sent)) cells.push('sent');
    else if (refused) cells.push(sent === '' ? 'refused' : 'refused after it was sent');
    else cells.push(warnings.length > 0 ? 'dropped, with a warning' : '**dropped in silence**');
  }
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
server.closeAllConnections();
server.close();
