/*
 * Every example of the guide as a dry run: it prints what would be sent, and sends nothing. `--pay` sends, after a yes
 * on the terminal.
 */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type Router, taskFromId, type VideoRequest } from '@vid/core';
import { createRunway, createVideo5s } from '@vid/runway';
import { router } from '../src/providers.ts';
import { createRequests } from '../src/requests.ts';

export interface Surroundings {
  readonly router: Router;
  readonly print: (text: string) => void;
  /** Missing where nobody sits at a terminal. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
}

const placeholders = 'https://example.com/';
const createExamples = (
  image = `${placeholders}image.jpg`,
  mask = `${placeholders}mask.png`,
): Readonly<Record<string, VideoRequest>> => ({
  ...createRequests(image, mask),
  'not-https': createVideo5s('http://example.com/image.jpg'),
});
const names = Object.keys(createExamples());
const options = {
  pay: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  image: { type: 'string' },
  mask: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;
const taskId = '2f19d8a7-3b74-4fc4-af42-d0bcadbaec54';

const usage = `Usage: npx -y pnpm@12 examples [options] [name ...]

Prints what would be sent. Without --pay nothing is sent and nothing is paid, whatever keys are set.

  --pay          send the requests, each of them paid, after a yes on the terminal
  --yes          with --pay: do not ask
  --image <url>  your picture in place of the example's; pictures of examples are never paid for
  --mask <url>   your mask, likewise
  name           only these: ${names.join(', ')}`;

const indented = (text: string) => text.replaceAll(/^/gm, '  ');

type Example = readonly [name: string, request: VideoRequest];

function showDryRun([name, request]: Example, { router, print }: Surroundings): void {
  const result = router.validateRequest(request);
  print(`\n${name}`);
  if (!result.valid) {
    print(indented(['Refused before anything is sent:', ...new Set(result.reasons)].join('\n')));
    return;
  }
  const { method, url, headers, body } = router.prepare(request);
  const authorization = `Authorization: ${headers['authorization'] ?? 'none'}`;
  print(indented([`${method} ${url}`, authorization, JSON.stringify(body, undefined, 2)].join('\n')));
}

/** The URL that `query` asks; its `fetch` goes nowhere. */
async function queryUrl(): Promise<string> {
  let asked = '';
  const fetch = (url: string | URL | Request) => {
    asked = new Request(url).url;
    return Promise.resolve(Response.json({}));
  };
  const runway = createRunway({ api: 'gateway', apiKey: 'none', fetch });
  await runway.query(taskFromId({ provider: 'runway', api: 'gateway', id: taskId })).catch(() => undefined);
  return asked;
}

/** Whether a video was made. */
async function pay([name, request]: Example, { router, print }: Surroundings): Promise<boolean> {
  try {
    const task = await router.generate(request);
    print(`${name}: submitted, task ${task.id}`);
    const done = await router.wait(task, { timeoutMs: 600_000, intervalMs: 10_000 });
    const video = done.status === 'succeeded' ? done.videos[0]?.url : undefined;
    print(`${name}: ${done.status}${video === undefined ? '' : ` ${video}`}`);
    if (done.status === 'failed') print(`${name}: ${done.failure.message}`);
    return video !== undefined;
  } catch (error) {
    print(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** Those that can be sent: valid, and no picture is a placeholder. Says what is left out. */
function payable(chosen: readonly Example[], { router, print }: Surroundings): readonly Example[] {
  return chosen.filter(([name, request]) => {
    if (!router.validateRequest(request).valid) return false;
    const isExample = JSON.stringify(request).includes(placeholders);
    if (isExample)
      print(
        `\n${name} is left out: pictures at ${placeholders} are never paid for. Set --image to your own, and --mask for a mask.`,
      );
    return !isExample;
  });
}

/** The exit code: 0 when all that was wanted was done. Throws for options that are none. */
export async function runGuide(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { print, ask } = surroundings;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new TypeError(`Unknown example: ${unknown.join(', ')}\n\n${usage}`);
  if (values.help) {
    print(usage);
    return 0;
  }
  const isChosen = ([name]: Example) => positionals.length === 0 || positionals.includes(name);
  const chosen = Object.entries(createExamples(values.image, values.mask)).filter(isChosen);
  if (!values.pay) print('Dry run: nothing is sent and nothing is paid, whatever keys are set.');
  for (const example of chosen) showDryRun(example, surroundings);
  if (!values.pay) {
    if (positionals.length === 0)
      print(
        `\nquery, and wait every 10 s for 600 s at most (both free)\n  GET ${await queryUrl()}\n  Authorization: Bearer ***`,
      );
    print('\nTo pay for one: npx -y pnpm@12 examples runway-5s --image https://… --pay');
    return 0;
  }
  const paid = payable(chosen, surroundings);
  if (paid.length === 0) {
    print('\nNothing was sent.');
    return 1;
  }
  if (!values.yes && ask === undefined) {
    print(
      '\n--pay asks on a terminal, and this is none: nothing was sent. Add --yes to pay without being asked.',
    );
    return 1;
  }
  const question = `\nSend ${paid.length} paid request${paid.length === 1 ? '' : 's'}? [y/N] `;
  const answer = values.yes ? 'yes' : ((await ask?.(question)) ?? 'no');
  if (!/^y(es)?$/i.test(answer.trim())) {
    print('Nothing was sent.');
    return 0;
  }
  const made = await Promise.all(paid.map((example) => pay(example, surroundings)));
  return made.every(Boolean) ? 0 : 1;
}

async function askHere(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

if (import.meta.main) {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  try {
    process.exitCode = await runGuide(process.argv.slice(2), {
      router,
      print: (text) => console.log(text),
      ask: isTerminal ? askHere : undefined,
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
