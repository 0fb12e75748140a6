import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { commandLine, openVid, type Vid, withoutKeys } from './command.ts';

/* The command as a client of the protocol starts it: the SDK's own, in both generations. */

const cat = { prompt: 'a cat', model: 'kling:kling-v2-6 (official)', duration: 5 };
const submit = { requestKey: 'cat-1', request: cat };
const patient = { timeout: 60_000 };

const answerSchema = z.object({
  isError: z.optional(z.boolean()),
  content: z.array(z.looseObject({ text: z.optional(z.string()), uri: z.optional(z.string()) })),
});

interface Settings {
  readonly mode?: 'legacy' | { readonly pin: string };
  /** What its user answers; missing where they cannot be asked. */
  readonly user?: 'accept' | 'decline';
}

async function connect(vid: Vid, given: readonly string[], { mode = 'legacy', user }: Settings = {}) {
  const [command = '', ...args] = commandLine('mcp', ...given);
  const transport = new StdioClientTransport({
    command,
    args,
    env: { ...vid.environment },
    cwd: vid.home,
    stderr: 'pipe',
  });
  const client = new Client(
    { name: 'agent', version: '1.0.0' },
    { capabilities: user === undefined ? {} : { elicitation: {} }, versionNegotiation: { mode } },
  );
  const questions: string[] = [];
  const faults: unknown[] = [];
  Object.assign(client, { onerror: (error: unknown) => void faults.push(error) });
  if (user !== undefined)
    client.setRequestHandler('elicitation/create', ({ params }) => {
      questions.push(params.message);
      return user === 'accept' ? { action: 'accept', content: { confirm: true } } : { action: 'decline' };
    });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return {
    client,
    questions,
    /** What the client could not read, such as a line that is none of the protocol's. */
    faults,
    pid: () => transport.pid,
    async call(name: string, args: Record<string, unknown>) {
      const { isError = false, content } = z.parse(
        answerSchema,
        await client.callTool({ name, arguments: args }),
      );
      return {
        isError,
        text: content.map(({ text = '' }) => text).join('\n'),
        links: content.flatMap(({ uri }) => uri ?? []),
      };
    },
  };
}

describe.each([['2025', 'legacy'] as const, ['2026', { pin: '2026-07-28' }] as const])(
  'a client of %s',
  (_, mode) => {
    it('plans, has its user agree, waits, and finds the file; the other commands know it', async () => {
      const vid = await openVid();
      const agent = await connect(vid, [], { mode, user: 'accept' });
      expect((await agent.client.listTools()).tools.map(({ name }) => name)).toContain('vid_submit');
      expect((await agent.call('vid_plan', { request: cat })).text).toContain('0.21 USD');
      expect(vid.billed()).toBe(0);
      expect(await agent.call('vid_submit', submit)).toMatchObject({ isError: false });
      expect(await agent.call('vid_submit', submit)).toMatchObject({ isError: false });
      expect(agent.questions).toHaveLength(1);
      expect((await agent.call('vid_wait', { id: 'cat-1' })).text).toContain('done with');
      const { links } = await agent.call('vid_download', { id: 'cat-1' });
      expect(links).toHaveLength(1);
      expect(existsSync(fileURLToPath(links[0] ?? ''))).toBe(true);
      expect(agent.faults).toEqual([]);
      expect((await vid.run('list')).stdout).toMatch(/cat-1 .* done /);
      expect(await vid.run('download', 'cat-1', 'cat.mp4')).toMatchObject({ code: 0, stdout: 'cat.mp4\n' });
      expect(vid.billed()).toBe(1);
    });
  },
);

it.each([
  ['its user declines', [], { user: 'decline' } as const, submit, /declined/],
  ['nobody can be asked and there is no limit', [], {}, submit, /pass maxCost/],
  [
    '--ask, though the agent passes a limit',
    ['--ask', '--max-cost', '5 USD'],
    {},
    { ...submit, maxCost: { amount: 1, currency: 'USD' } },
    /cannot ask/,
  ],
  [
    'it costs more than --max-cost',
    ['--max-cost', '0.2 USD'],
    { user: 'accept' } as const,
    submit,
    /0\.2 USD/,
  ],
  [
    'a file is not in the folder of --inputs',
    ['--inputs', '.'],
    { user: 'accept' } as const,
    { ...submit, request: { ...cat, firstFrame: 'file:///etc/hostname' } },
    /firstFrame/,
  ],
])('mcp: pays nothing where %s', async (_, given, settings, call, words) => {
  const vid = await openVid();
  const agent = await connect(vid, given, settings);
  expect((await agent.call('vid_submit', call)).text).toMatch(words);
  expect(vid.billed()).toBe(0);
});

it('mcp: --max-cost is the consent where nobody can be asked, and for all videos together', async () => {
  const vid = await openVid();
  const agent = await connect(vid, ['--max-cost', '0.3 USD', '-o', 'films']);
  expect(await agent.call('vid_submit', submit)).toMatchObject({ isError: false });
  const second = await agent.call('vid_submit', { ...submit, requestKey: 'cat-2' });
  expect(second).toMatchObject({ isError: true, text: expect.stringContaining('0.3 USD') });
  await agent.call('vid_wait', { id: 'cat-1' });
  expect(existsSync(join(vid.home, 'films/cat-1-0.mp4'))).toBe(true);
  expect(vid.billed()).toBe(1);
});

it('mcp: killed while sending, vid wait finds the video, and it is paid once', async () => {
  const vid = await openVid();
  vid.simulator.fault({ kind: 'accepted-hang', on: 'submit' });
  const agent = await connect(vid, [], { user: 'accept' });
  const lost = agent.call('vid_submit', submit).catch(() => 'lost');
  await expect.poll(vid.billed, patient).toBe(1);
  process.kill(agent.pid() ?? 0, 'SIGKILL');
  expect(await lost).toBe('lost');
  const waited = await vid.later(20).run('wait', 'cat-1', '-o', 'cat.mp4');
  expect(waited).toMatchObject({ code: 0, stdout: 'cat.mp4\n' });
  expect(vid.billed()).toBe(1);
});

it('mcp: without keys it plans, and a submit names the variable of the key', async () => {
  const vid = await openVid();
  const kept = withoutKeys(vid.environment);
  const bare = await openVid({
    env: Object.fromEntries(
      Object.keys(vid.environment).flatMap((name) => (kept[name] === undefined ? [[name, '']] : [])),
    ),
  });
  const agent = await connect(bare, [], { user: 'accept' });
  expect(await agent.call('vid_plan', { request: cat })).toMatchObject({ isError: false });
  expect(await agent.call('vid_submit', submit)).toMatchObject({
    isError: true,
    text: expect.stringContaining('KLINGAI_API_KEY'),
  });
  expect(bare.billed()).toBe(0);
});

it('mcp: stdout is the protocol’s alone, and it leaves when its client does', async () => {
  const vid = await openVid();
  const running = vid.start('mcp');
  expect(await running.ended).toMatchObject({ code: 0, stdout: '' });
  for (const option of ['--jsno', '--allow-unknown-price'])
    expect(await vid.run('mcp', option)).toMatchObject({ code: 2, stdout: '' });
});
