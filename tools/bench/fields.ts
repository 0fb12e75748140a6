/*
 * What becomes of a field that is set, in a request to a service on this machine: on the wire, refused before anything is
 * sent, or neither. Counts only, so a busy machine may run it.
 */
import { text } from 'node:stream/consumers';
import { generateVideo } from '@tanstack/ai';
import { experimental_startVideo } from 'ai';
import { createAnswers } from './answers.ts';
import { listen } from './listen.ts';
import { peersAt, picture as image, prompt } from './peers.ts';

let sent = '';
const answerTo = createAnswers();
const { origin, close } = await listen((request, response) => {
  const answer = async () => {
    sent = await text(request);
    const [status, body] = await answerTo(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  void answer();
});
const { router, runway, replicate, fal, openRouter, aiSdk, tanstack } = peersAt(origin);

type Extra = Readonly<Record<string, unknown>>;
/** Sends what the types would not let through, too, as a program in JavaScript does; resolves to warnings. */
const clients: Readonly<Record<string, (extra: Extra) => Promise<readonly unknown[]>>> = {
  'vid: Runway (official), routed': async (extra) => {
    await router.generate({ model: 'gen4_turbo', firstFrame: image, prompt, duration: 5, ...extra });
    return [];
  },
  '@runwayml/sdk': async (extra) => {
    const given = { promptImage: image, promptText: prompt, duration: 5, ...extra };
    await runway.imageToVideo.create({ model: 'gen4_turbo', ratio: '1280:720', ...given });
    return [];
  },
  replicate: async (extra) => {
    await replicate.predictions.create({ model: 'bench/bench', input: { image, prompt, ...extra } });
    return [];
  },
  '@fal-ai/client': async (extra) => {
    await fal.queue.submit('fal-ai/bench', { input: { image_url: image, prompt, ...extra } });
    return [];
  },
  '@openrouter/sdk': async (extra) => {
    const videoGenerationRequest = { model: 'bench/bench', prompt, ...extra };
    await openRouter.videoGeneration.generate({ videoGenerationRequest });
    return [];
  },
  'ai with @ai-sdk/fal': async (extra) => {
    const given = { model: aiSdk, prompt: { text: prompt, image }, ...extra };
    return (await experimental_startVideo(given)).warnings;
  },
  '@tanstack/ai with ai-openai': async (extra) => {
    await generateVideo({ adapter: tanstack, prompt, ...extra });
    return [];
  },
};

/** Field, value, and where the value stands in JSON, or in a form, when it is sent under whatever name. */
const cases: readonly (readonly [name: string, extra: Extra, sentAs: RegExp])[] = [
  ['`seed: 0`', { seed: 0 }, /"seed":0\b|"seed"\s+0\b/],
  ['`fps: 31`, which no service here is known to take', { fps: 31 }, /(:|\s)31\b/],
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
close();
