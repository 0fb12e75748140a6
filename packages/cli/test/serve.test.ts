import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { createRouter } from '@vid/core';
import { createJobs } from '@vid/core/journal';
import { connectRemote } from '@vid/core/remote';
import { openSqlite } from '@vid/core/sqlite';
import { createKling } from '@vid/kling';
import OpenAI from 'openai';
import { expect, it, onTestFinished } from 'vitest';
import { openVid, type Running, type Vid, withoutKeys } from './command.ts';
import { keepJob } from './kept-job.ts';

const model = 'kling:kling-v2-6 (official)';
const cat = { prompt: 'a cat', model, duration: 5 };
const token = 'a-token-of-some-length';
/** A limit against hanging. */
const patient = { timeout: 60_000 };

/** The address, once it listens. */
async function served(vid: Vid, ...given: readonly string[]): Promise<Running & { readonly url: string }> {
  const running = vid.start('serve', '--port', '0', ...given);
  await running.says(/Ctrl\+C ends it/);
  const [url = ''] = await running.says(/http:\/\/127\.0\.0\.1:\d+(?=\n)/);
  return { ...running, url };
}

const post = (url: string, key: string, request: object, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${url}/tasks`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, ...headers },
    body: JSON.stringify({ request }),
  });
const idOf = async (answer: Response): Promise<string> => {
  const { id }: { readonly id: string } = JSON.parse(await answer.text());
  return id;
};
const phaseOf = async (url: string, id: string) => {
  const { phase }: { readonly phase: string } = JSON.parse(await (await fetch(`${url}/tasks/${id}`)).text());
  return phase;
};

it('serve: one key one bill, the file is kept, and the other commands know it', async () => {
  const vid = await openVid();
  const { child, ended, url } = await served(vid);
  const id = await idOf(await post(url, 'cat-1', cat));
  expect(await idOf(await post(url, 'cat-1', cat))).toBe(id);
  await expect.poll(() => phaseOf(url, id), patient).toBe('succeeded');
  const film = await (await fetch(`${url}/tasks/${id}/videos/0`)).arrayBuffer();
  expect(Buffer.from(film).subarray(4, 8).toString()).toBe('ftyp');
  expect((await vid.run('list')).stdout).toContain(id);
  expect((await vid.run('spend')).stdout).toContain('kling:kling-v2-6');
  expect(await vid.run('download', id.slice(0, 6), 'cat.mp4')).toMatchObject({
    code: 0,
    stdout: 'cat.mp4\n',
  });
  expect(readFileSync(join(vid.home, 'cat.mp4'))).toEqual(Buffer.from(film));
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 0, stdout: `${url}\n` });
  expect(vid.billed()).toBe(1);
});

it("serve: OpenAI's client and a remote router make a video each", async () => {
  const vid = await openVid();
  const { url } = await served(vid);
  const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none' });
  const { id } = await openai.videos.create({ model, prompt: 'a cat' });
  await expect.poll(async () => (await openai.videos.retrieve(id)).status, patient).toBe('completed');
  const router = await connectRemote(url);
  const task = await router.generate(cat);
  expect((await router.wait(task, { intervalMs: 100 })).status).toBe('succeeded');
  expect(vid.billed()).toBe(2);
});

it('serve: --json is one object, and a token is needed where there is one, beyond this machine too', async () => {
  const vid = await openVid({ env: { VID_SERVER_TOKEN: token } });
  const running = vid.start('serve', '--port', '0', '--json', '--host', '0.0.0.0');
  await running.says(/Ctrl\+C ends it/);
  const [line = '{}'] = await running.says(/^\{"url".*\}$/m);
  const { url, ...more }: { readonly url: string } = JSON.parse(line);
  expect(more).toEqual({ openai: `${url}/v1`, token: 'VID_SERVER_TOKEN' });
  expect((await post(url, 'cat-1', cat)).status).toBe(401);
  expect((await post(url, 'cat-1', cat, { Authorization: `Bearer ${token}` })).status).toBe(202);
  running.child.kill('SIGTERM');
  const result = await running.ended;
  expect(result).toMatchObject({ code: 0, stdout: `${line}\n` });
  expect(result.stderr).not.toContain(token);
});

it.concurrent.for([
  ['an address beyond this machine without a token', ['--host', '0.0.0.0'], {}, 'Set VID_SERVER_TOKEN'],
  ['a name beyond this machine without a token', ['--allow-host', 'a.example'], {}, 'Set VID_SERVER_TOKEN'],
  ['a token that is short', [], { VID_SERVER_TOKEN: 'short' }, 'at least 16 characters'],
  ['a token of several words', [], { VID_SERVER_TOKEN: 'correct horse battery staple' }, 'without spaces'],
  ['an origin that is none', ['--origin', 'app.example.com'], {}, 'is no origin'],
  ['a port that is none', ['--port', '70000'], {}, 'whole number up to 65535'],
  ['an address that is not ours', ['--host', '192.0.2.1'], { VID_SERVER_TOKEN: token }, 'EADDRNOTAVAIL'],
  ['a token in an option', ['--token', token], {}, "unknown option '--token'"],
] as const)(
  'serve: refuses %s, and does not listen',
  async ([, given, env, words], { onTestFinished: atEnd }) => {
    const vid = await openVid({ env, atEnd });
    const { code, stdout, stderr } = await vid.run('serve', '--port', '0', ...given);
    expect(stderr).toContain(words);
    expect(stderr).toMatch(/Nothing was (started|sent)/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  },
);

it('serve: refuses a port that is taken, and to start without any key', async () => {
  const vid = await openVid();
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  expect(await vid.run('serve', '--port', port)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--port 0'),
  });
  const bare = await openVid({ env: withoutValues(vid) });
  expect(await bare.run('serve')).toMatchObject({ code: 2, stderr: expect.stringContaining('--simulate') });
});

/** Every key set to nothing. */
const withoutValues = ({ environment }: Vid) => {
  const kept = withoutKeys(environment);
  return Object.fromEntries(
    Object.keys(environment).flatMap((name) => (kept[name] === undefined ? [[name, '']] : [])),
  );
};

it('serve: --max-cost is for all of its videos, those of earlier runs too', async () => {
  const vid = await openVid();
  for (const [run, statuses] of [
    [1, [202, 402]],
    [2, [402, 402]],
  ] as const) {
    const { child, ended, url } = await served(vid, '--max-cost', '0.4 USD');
    const answers = [await post(url, `a-${run}`, cat), await post(url, `b-${run}`, cat)];
    expect(answers.map(({ status }) => status)).toEqual(statuses);
    child.kill('SIGINT');
    await ended;
  }
  expect(vid.billed()).toBe(1);
});

it('serve: killed while sending, it finds the video when it is started again, and pays once', async () => {
  const vid = await openVid();
  vid.simulator.fault({ kind: 'accepted-hang', on: 'submit' });
  const first = await served(vid);
  const id = await idOf(await post(first.url, 'cat-1', cat));
  await expect.poll(vid.billed, patient).toBe(1);
  first.child.kill('SIGKILL');
  await first.ended;
  const second = await served(vid.later(20));
  expect(await idOf(await post(second.url, 'cat-1', cat))).toBe(id);
  await expect.poll(() => phaseOf(second.url, id), patient).toBe('succeeded');
  expect(vid.billed()).toBe(1);
});

it.each([
  [
    'may be billed and what was not sent',
    [],
    'state',
    ['1 video is still running and will be billed', '1 video may be billed', '1 video was not sent'],
  ],
  [
    'is not finished of a simulation',
    ['--simulate'],
    'state/simulated',
    ['2 videos are not finished', '1 video was not sent'],
  ],
] as const)('serve: says what %s when it ends', async (_, options, folder, said) => {
  const vid = await openVid();
  mkdirSync(join(vid.home, folder), { recursive: true });
  for (const phase of ['polling', 'unknown', 'submitting'] as const)
    await keepJob(join(vid.home, folder, 'served.sqlite'), phase, phase);
  const { child, ended } = await served(vid, ...options);
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  expect(code).toBe(0);
  const [, after = ''] = stderr.split('Ctrl+C again stops at once');
  for (const words of said) expect(after).toContain(words);
  expect(after.trim().split('\n')).toHaveLength(said.length + 1);
});

it('serve: says what goes on when it ends, which vid wait brings home; sends nothing that a command left unsent', async () => {
  const vid = await openVid({ speed: 0 });
  const { journal, jobs: store, close } = openSqlite(join(vid.home, 'state/vid.sqlite'));
  const router = createRouter([createKling({ api: 'official' })]);
  await createJobs({ router, journal, store }).submit({ prompt: 'a dog', model }, { id: 'left-alone' });
  close();
  const { child, ended, url } = await served(vid);
  const id = await idOf(await post(url, 'cat-1', cat));
  await expect.poll(() => phaseOf(url, id), patient).toBe('polling');
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 0, stderr: expect.stringContaining('1 video is still running') });
  expect(vid.billed()).toBe(1);
  vid.simulator.advance(3600);
  const { code, stdout } = await vid.run('wait', id);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^state\/videos\/.+\.mp4\n$/) });
  expect(statSync(join(vid.home, stdout.trim())).size).toBeGreaterThan(1000);
});
