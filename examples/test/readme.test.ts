import { existsSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { createRouter, taskFromId, VideoError, waitForTask } from '@vid/core';
import * as jimeng from '@vid/jimeng';
import * as kling from '@vid/kling';
import * as runway from '@vid/runway';
import { startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRequests } from '../src/requests.ts';
import { openRouter } from './open-router.ts';

/* What stands in the READMEs, run as it stands there. */

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, code = '']) => code);
const inlineCode = (text: string) =>
  [...text.replaceAll(/```[^]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
const links = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);

const en = read('README.md');
const zh = read('README.zh-CN.md');
const readmes = [
  ['README.md', en, 190],
  ['README.zh-CN.md', zh, 174],
] as const;
/** Without the tables that have a line or a column for each provider. */
const ownPart = (text: string) =>
  text.replaceAll(/<!-- generated: (keys|services|one-plan) -->[^]*?<!-- \/generated -->\n/g, '');

/** The guide prints it. */
const payload =
  '{"promptImage":"https://example.com/image.jpg","model":"runwayml-gen4_turbo-5","promptText":"猫咪跳舞","watermark":false,"duration":5,"ratio":"1280:768"}';

describe('both READMEs', () => {
  it('have the same code, commands and calls', () => {
    const commands = (text: string) =>
      blocks(text, 'sh')
        .join('')
        .replaceAll(/ +#.*$/gm, '');
    expect(blocks(zh, 'ts')).toEqual(blocks(en, 'ts'));
    expect(commands(zh)).toBe(commands(en));
    expect(new Set(inlineCode(zh))).toEqual(new Set(inlineCode(en)));
  });

  it.each(readmes)('%s begins with the guide’s way and stays short', (_path, text, longest) => {
    expect(ownPart(text)).not.toBe(text);
    expect(ownPart(text).split('\n').length - 1).toBeLessThanOrEqual(longest);
    expect(new TextEncoder().encode(ownPart(text)).length).toBeLessThanOrEqual(12_000);
    const order = [
      'npm install',
      'createVideo5s(',
      'validateRequest(',
      'prepare(',
      'generate(',
      'waitForTask(',
      '| Runway |',
      '**Runway**',
      'create_video_5s',
    ].map((mark) => text.indexOf(mark));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
  });

  it.each(readmes)('%s: every link leads somewhere', (_path, text) => {
    const heading = (anchor: string) => new RegExp(`^#+ ${anchor.replaceAll('-', '[- ]')}$`, 'im');
    const dead = links(text).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const isThere = existsSync(new URL(path, root));
      return !isThere || (anchor !== undefined && !heading(anchor).test(read(path)));
    });
    expect(dead).toEqual([]);
  });

  it('only the first block can pay when it is run, and only with --pay', () => {
    const paying = blocks(en, 'ts').filter((code) => code.includes('.generate('));
    expect(paying).toHaveLength(1);
    expect(paying[0]).toMatch(/if \(process\.argv\.includes\('--pay'\)\) \{\n[^}]*\.generate\(/);
  });
});

describe('README.zh-CN.md', () => {
  const words =
    '安装|查询|轮询|干跑|createVideo5s|validateRequest|wait|方案|宽高比|响应|镜头控制（相机控制、运镜）|' +
    '运动蒙版（动态遮罩）|契约测试|典型需求|供应商|预算|图生视频|文生视频|从 Python 客户端迁移';
  it.each(words.split('|'))('says %s', (word) => {
    expect(zh).toContain(word);
  });

  it.each(['计划', '画面比例', '约定测试', '愿望', '应答', 'image-to-video'])('does not say %s', (word) => {
    expect(zh).not.toContain(word);
  });

  it('says which pages are English only', () => {
    const lines = zh.split('\n');
    const english = lines.flatMap((line, index) =>
      links(line).some((link) => /\.md(#|$)/.test(link) && link !== 'README.md')
        ? [
            lines
              .slice(0, index + 2)
              .join('\n')
              .split('\n\n')
              .at(-1),
          ]
        : [],
    );
    expect(english.length).toBeGreaterThan(5);
    for (const paragraph of english) expect(paragraph).toContain('英文');
  });
});

/** Imports the first example with `--pay`, against a simulator in place of the gateway, in time that is not waited for. */
async function payForFirstVideo(isStuck: boolean) {
  const simulator = await startSimulator({ speed: 0 });
  onTestFinished(() => simulator.close());
  if (isStuck) simulator.fault({ on: 'poll', kind: 'stuck', times: 'always' });
  const sent: { readonly method: string; readonly body: unknown; readonly at: number }[] = [];
  const printed: unknown[] = [];
  let open = 0;
  vi.spyOn(console, 'log').mockImplementation((value) => void printed.push(value));
  vi.stubEnv('RUNWAY_API_TOKEN', simulator.apiKey);
  const realFetch = fetch;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    sent.push({ method: init.method ?? 'GET', body: init.body, at: Date.now() });
    open++;
    try {
      const answer = await realFetch(url.replace('https://yunwu.ai', simulator.url), init);
      return new Response(await answer.text(), answer);
    } finally {
      open--;
    }
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  process.argv.push('--pay');
  onTestFinished(() => {
    process.argv.pop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  vi.resetModules();
  const outcome: { error?: unknown; hasEnded?: true } = {};
  const end = import('../src/first-video.ts')
    .catch((reason: unknown) => {
      outcome.error = reason;
    })
    .finally(() => {
      outcome.hasEnded = true;
    });
  while (outcome.hasEnded === undefined) {
    await new Promise((resolve) => setImmediate(resolve));
    if (open > 0) continue;
    simulator.advance(1);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  await end;
  const [submit, ...polls] = sent;
  const pauses = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
  return { simulator, submit, polls, pauses, printed, error: outcome.error };
}

describe('the first video', () => {
  it.each(readmes)('of %s is the example that runs', (_path, text) => {
    expect(blocks(text, 'ts')[0]).toBe(read('examples/src/first-video.ts'));
  });

  it('is validated, shown, sent once as the guide’s bytes, and waited for every 10 s', async () => {
    const { simulator, submit, polls, pauses, printed, error } = await payForFirstVideo(false);
    expect(error).toBeUndefined();
    expect(submit).toMatchObject({ method: 'POST', body: payload });
    expect(simulator.tasks).toHaveLength(1);
    expect(printed).toEqual([
      { valid: true },
      expect.objectContaining({ method: 'POST', body: JSON.parse(payload) }),
      simulator.tasks[0]?.id,
      expect.stringMatching(/^http.*\.mp4/),
    ]);
    expect(polls.length).toBeGreaterThan(1);
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(10_000);
    for (const pause of pauses) expect(pause).toBeLessThanOrEqual(13_000);
  });

  it('is given up after 600 s, with the task', async () => {
    const { simulator, submit, polls, error } = await payForFirstVideo(true);
    expect(error).toMatchObject({ code: 'timeout', task: { id: simulator.tasks[0]?.id } });
    const last = (polls.at(-1)?.at ?? 0) - (submit?.at ?? 0);
    expect(last).toBeGreaterThan(580_000);
    expect(last).toBeLessThanOrEqual(600_000);
    expect(simulator.tasks).toHaveLength(1);
  });
});

describe('the requests', () => {
  const requests = createRequests('https://example.com/image.jpg', 'https://example.com/mask.png');

  it.each(readmes)('of %s are the example that runs', (_path, text) => {
    expect(blocks(text, 'ts')[1]).toBe(read('examples/src/requests.ts'));
  });

  it('reach the services as they were prepared', async () => {
    const { simulator, router } = await openRouter();
    for (const request of Object.values(requests)) {
      const { body } = router.prepare(request);
      const task = await router.wait(await router.generate(request));
      expect(task.status).toBe('succeeded');
      expect(simulator.tasks.at(-1)?.body).toEqual(body);
    }
    expect(JSON.stringify(router.prepare(requests['runway-5s']).body)).toBe(payload);
    expect(simulator.tasks.map(({ service }) => service).join(' ')).toBe(
      'runway runway runway kling kling jimeng jimeng',
    );
  });

  it.each([
    ['cfg_scale above 1', { ...requests['kling-camera'], providerOptions: { kling: { cfgScale: 1.5 } } }],
    ['a length of 0', { ...requests['kling-mask'], duration: 0 }],
    ['a ratio that Jimeng lacks', { ...requests['jimeng-text'], aspectRatio: '21:9' }],
    ['a length that is not the model’s', { ...requests['runway-5s'], duration: 10 }],
  ])('are refused with a reason: %s', async (_what, request) => {
    const { router } = await openRouter();
    expect(router.validateRequest(request)).toMatchObject({ valid: false, reasons: [expect.any(String)] });
  });
});

describe.each(readmes)('the names of the Python client, in %s', (_path, text) => {
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  const ours = (python: string) => {
    const row = rows.find((line) => line.split(' | ')[0]?.includes(python)) ?? '';
    return inlineCode(row.split(' | ')[1] ?? '');
  };

  it('lead to calls that do it', async () => {
    const simulator = await startSimulator({ speed: 0 });
    onTestFinished(() => simulator.close());
    const { url: baseUrl, apiKey } = simulator;
    const provider = runway.createRunway({ api: 'gateway', baseUrl, apiKey });
    const clock = virtualClock(() => simulator.advance(5));
    const scope: Record<string, unknown> = {
      ...runway,
      taskFromId,
      runway: provider,
      url: 'https://example.com/image.jpg',
      text: '猫咪跳舞',
      ratio: '1280:768',
      watermark: true,
      waitForTask: (...[provider, task, options]: Parameters<typeof waitForTask>) =>
        waitForTask(provider, task, { ...options, clock }),
    };
    const call = async (python: string): Promise<unknown> => runInNewContext(ours(python)[0] ?? '', scope);

    scope['request'] = await call('create_video_10s');
    expect(scope['request']).toMatchObject({ model: 'runwayml-gen4_turbo-10', duration: 10 });
    scope['request'] = await call('create_video_5s');
    expect(await call('validate_request')).toEqual({ valid: true });
    expect(await call(text === en ? 'dry run' : '干跑')).toMatchObject({ body: JSON.parse(payload) });
    expect(simulator.tasks).toHaveLength(0);
    scope['task'] = await call('generate_video');
    scope['id'] = simulator.tasks[0]?.id;
    expect(await call('query_video')).toMatchObject({ status: expect.stringMatching(/^(queued|running)$/) });
    const done = await call('wait_for_video_completion');
    expect(done).toMatchObject({ status: 'succeeded', videos: [{ url: expect.stringMatching(/^http/) }] });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('name what exists', () => {
    const names = [...ours('Kling: camera control'), ...ours('可灵：相机控制'), ...ours('720P')].filter(
      (name) => name.startsWith('create'),
    );
    expect(names).toHaveLength(4);
    for (const name of names) expect({ ...kling, ...jimeng }).toHaveProperty(name);
  });

  it.each([
    ['processing', ['queued', 'running', 'succeeded', 'videos[0].url', 'failed', 'failure.message']],
    ['HTTP', ['VideoError', 'httpStatus', 'message', 'code']],
    ['promptImage', ['firstFrame', 'prompt']],
    ['cfg_scale', ["quality: 'standard'", "'pro'", 'providerOptions: { kling: { cfgScale } }']],
  ])('%s', (python, words) => {
    expect(new Set(ours(python))).toEqual(new Set(words));
  });
});

it('an error has the status and the message of the API', async () => {
  const simulator = await startSimulator({ speed: 0 });
  onTestFinished(() => simulator.close());
  const provider = runway.createRunway({ api: 'gateway', baseUrl: simulator.url, apiKey: 'wrong' });
  const error: unknown = await provider
    .generate(runway.createVideo5s('https://example.com/image.jpg'))
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(VideoError);
  expect(error).toMatchObject({ httpStatus: 401, code: 'authentication' });
});

it('the calls of the typical needs are those of the example', () => {
  const squeezed = (code: string) => code.replaceAll(/[\s,]/g, '');
  const source = squeezed(read('examples/src/typical-needs.ts'));
  const calls = inlineCode(en).filter((code) => /^(router\.(generate|compare)|budget =)/.test(code));
  expect(calls).toHaveLength(5);
  for (const call of calls) expect(source).toContain(squeezed(call));
  expect(inlineCode(en)).toContain(
    'const router = createRouter([createRunway(), createKling(), createJimeng()])',
  );
  expect(
    createRouter([runway.createRunway(), kling.createKling(), jimeng.createJimeng()]).providers,
  ).toHaveLength(3);
});
