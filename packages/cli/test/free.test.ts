import { readdirSync } from 'node:fs';
import { features } from '@vid/core';
import { expect, it } from 'vitest';
import { commandNames } from '../src/commands.ts';
import { fieldOptions, fields } from '../src/fields.ts';
import { wordsIn } from '../src/words.ts';
import { openVid, withoutKeys } from './command.ts';

it('--help names every command and exit code, and each command every option of a request', async () => {
  const vid = await openVid();
  const { code, stdout } = await vid.run('--help');
  expect(code).toBe(0);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  for (const name of commandNames) expect(stdout).toContain(`  ${name} `);
  for (const exit of [0, 1, 2, 3, 4, 5, 70, 130]) expect(stdout).toMatch(new RegExp(`^ {2}${exit} `, 'm'));
  expect(fields).toEqual(expect.arrayContaining(features.filter((field) => field !== 'prompt')));
  const { stdout: help } = await vid.run('generate', '--help');
  for (const field of fields) expect(help).toContain(fieldOptions[field].flags);
  expect((await vid.run()).code).toBe(2);
  expect((await vid.run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it('LANG: the help, the plan and refusals are Chinese', async () => {
  const vid = await openVid({ env: { LANG: 'zh_CN.UTF-8' } });
  expect((await vid.run('--help')).stdout).toContain('用法');
  expect((await vid.run('generate', '--help')).stdout).toMatch(/^用法[^]*宽高比/);
  const { code, stderr } = await vid.run('generate', '一只猫', '-m', 'kling:kling-v2-6', '-d', '7', '--yes');
  expect(code).toBe(2);
  expect(stderr).toContain('没有模型可以完成');
  expect(stderr).toContain('只接受 5、10；当前为 7');
});

it.concurrent.for([
  ['an option', ['generate', 'x', '--duratoin', '5'], '未知选项 --duratoin\n（是不是 --duration？）'],
  ['a command', ['genrate', 'x'], '未知命令 genrate\n（是不是 generate？）'],
  ['a missing value', ['generate', 'x', '--duration'], '选项 -d, --duration <seconds> 缺少值'],
  ['a missing word', ['batch'], '缺少参数 file\n（见 vid batch --help。）'],
  ['further words', ['generate', '一', '只'], '最多 1 个，实际 2 个：一, 只\n（由多个词'],
  ['a number', ['generate', 'x', '--seed', "it's"], "的值“it's”无效。必须是数字。"],
  ['a choice', ['generate', 'x', '--prefer', 'y'], '可选：listed, cheapest, fastest, quality。'],
] as const)('LANG: what is wrong with %s is Chinese', async ([, given, words], { onTestFinished: atEnd }) => {
  const vid = await openVid({ atEnd, env: { LC_ALL: 'zh_CN.UTF-8' } });
  const { code, stdout, stderr } = await vid.run(...given);
  expect(stderr).toContain(words);
  expect(stderr).toMatch(/^错误：[^]*\n未发送任何内容。\n$/);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

it.concurrent.for([
  ['an unknown command', ['frobnicate'], "error: unknown command 'frobnicate'\n(See vid --help.)"],
  ['help for an unknown one', ['help', 'frobnicate'], "error: unknown command 'frobnicate'"],
  ['an unknown option', ['list', '--frobnicate'], '(See vid list --help.)'],
  ['a missing word', ['query'], "error: missing required argument 'id'\n(See vid query --help.)"],
  ['a word too many', ['list', 'all'], '(See vid list --help.)'],
  ['an option before the command', ['--json', 'list'], '(Options stand after the command. See vid --help.)'],
  ['no prompt', ['plan'], 'The prompt is missing: vid generate "a cat'],
] as const)('what is wrong with %s is said with where to look', async ([, given, words], context) => {
  const vid = await openVid({ atEnd: context.onTestFinished });
  const { code, stdout, stderr } = await vid.run(...given);
  expect(stderr).toContain(words);
  expect(stderr).toContain('Nothing was sent.');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

it('help is there in whatever order it is asked for', async () => {
  const vid = await openVid();
  const { stdout: overview } = await vid.run('--help');
  for (const given of [
    ['help', 'help'],
    ['help', '--help'],
  ])
    expect(await vid.run(...given)).toMatchObject({ code: 0, stdout: overview });
  const { stdout: list } = await vid.run('list', '--help');
  expect((await vid.run('--help', 'list')).stdout).toBe(list);
  expect(await vid.run('help', 'complete')).toMatchObject({
    code: 0,
    stdout: 'vid complete zsh|bash|fish|powershell\n',
  });
});

it('LANG: the help of every command is Chinese', async () => {
  const vid = await openVid({ env: { LANG: 'zh_CN.UTF-8' } });
  const helps = await Promise.all(commandNames.map((name) => vid.run('help', name)));
  for (const { stdout } of helps) {
    expect(stdout).toMatch(/^用法： vid /);
    expect(stdout).not.toMatch(/Options:|default:|choices:|Arguments:/);
  }
});

it('plan, validate and dry-run need no key, send nothing and keep nothing', async () => {
  const vid = await openVid();
  const bare = await openVid({ env: withoutKeys(vid.environment) });
  const { code, stdout } = await bare.run('plan', 'a cat', '--ratio', '9:16', '-d', '5');
  expect(code).toBe(0);
  expect(stdout).toContain('kling:kling-v2-6 (gateway)');
  expect(await bare.run('plan', 'a cat', '-d', '99')).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('would fit'),
  });
  expect(await bare.run('validate', 'a cat')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+ models take it\n$/),
  });
  expect((await bare.run('validate', 'a cat', '--seed', '0', '-d', '99')).code).toBe(2);
  const dry = await vid.run(
    'dry-run',
    'a cat',
    '-m',
    'kling:kling-v2-6 (official)',
    '--seed',
    '0',
    '--unchecked',
    'seed',
    '--json',
  );
  expect(JSON.parse(dry.stdout || '{}')).toMatchObject(dry.code === 0 ? { method: 'POST' } : {});
  const shown = await vid.run('dry-run', 'a cat', '-m', 'runway:gen4.5 (official)');
  expect(JSON.parse(shown.stdout)).toMatchObject({ method: 'POST', body: { promptText: 'a cat' } });
  expect(shown.stdout).not.toContain('sk-simulator');
  expect(vid.simulator.requests).toEqual([]);
  expect(readdirSync(bare.home)).toEqual([]);
});

it('generate without any key names the variables and the trial', async () => {
  const vid = await openVid();
  const bare = await openVid({
    env: Object.fromEntries(
      Object.keys(vid.environment)
        .filter((name) => /KEY|TOKEN|SECRET/.test(name))
        .map((name) => [name, '']),
    ),
  });
  const { code, stderr } = await bare.run('generate', 'a cat', '--yes');
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--simulate') });
  expect(stderr).toContain('KLINGAI_API_KEY');
  expect(bare.billed()).toBe(0);
});

it('--simulate needs no keys, goes on in the next process, and keeps books of its own', async () => {
  const vid = await openVid();
  const sent = await vid.run('generate', 'a cat', '--simulate', '--no-wait');
  const id = sent.stdout.trim();
  expect(sent.stderr).toContain(`follow it with: vid wait ${id} --simulate\n`);
  // In one process: its task takes seconds, which the start of a second one may take as well.
  expect(await vid.run('generate', 'a bird', '--simulate', '--timeout', '0.5')).toMatchObject({
    code: 5,
    stderr: expect.stringMatching(/Not finished yet\. Go on with: vid wait \S+ --simulate\n$/),
  });
  expect(await vid.run('wait', id, '--simulate', '-o', 'cat.mp4')).toMatchObject({
    code: 0,
    stdout: 'cat.mp4\n',
  });
  expect(await vid.run('list')).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringContaining('add --simulate'),
  });
  expect((await vid.run('query', id)).stderr).toContain('add --simulate');
  // Its end was seen by another command, whose simulation is over.
  const other = (await vid.run('generate', 'a dog', '--simulate', '--json')).stdout;
  const { id: dog }: { readonly id: string } = JSON.parse(other);
  expect(await vid.run('download', dog, 'dog.mp4', '--simulate')).toMatchObject({
    code: 0,
    stdout: 'dog.mp4\n',
  });
  expect(vid.billed()).toBe(0);
});

it('models: all of them, one of them, and the variables of the keys', async () => {
  const vid = await openVid({ env: { KLINGAI_API_KEY: '' } });
  expect((await vid.run('models')).stdout).toContain('kling:kling-v2-6');
  expect((await vid.run('models', 'kling-v2-6')).stdout).toMatch(/every mode: .*--duration 5, 10/);
  expect(await vid.run('models', 'kling-v2-66')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Did you mean'),
  });
  const unknown = await vid.run('models', 'foo');
  expect(unknown).toMatchObject({ code: 2, stderr: 'Unknown model "foo". vid models lists all.\n' });
  const { stdout } = await vid.run('models', '--keys');
  expect(stdout).toMatch(/kling \(official\) +missing +KLINGAI_API_KEY/);
  expect(stdout).toMatch(/kling \(gateway\) +set/);
});

it('models: what is equal in the rows of one is said once, and numbers without a gap are a range', async () => {
  const vid = await openVid();
  const { stdout } = await vid.run('models', 'kling:kling-v3');
  const lines = stdout.split('\n');
  expect(stdout).not.toMatch(/3, 4, 5/);
  // Twenty-four rows, each of which was two lines.
  expect(lines.filter((line) => /^ {4}(· --|documented|claimed)/.test(line)).length).toBeLessThan(24);
  expect(lines.filter((line) => line.includes('--negative-prompt'))).toHaveLength(1);
  expect(stdout).toContain('· --duration 3–15 · --quality standard, pro · --[no-]audio');
  expect(stdout).toContain('· --duration 3–15 · --resolution 4k · --[no-]audio');
  // Rows with and without a last frame, of which one allows all that the other does not.
  const { stdout: older } = await vid.run('models', 'kling:kling-v2-6 (official)');
  expect(older).toMatch(/· --quality standard · --no-audio\n/);
  expect(older).toMatch(/· --last-frame · --quality pro · --no-audio\n/);
  const rows = (await vid.run('models', 'kling:kling-v3', '--json')).stdout;
  expect(JSON.parse(rows).rows).toHaveLength(24);
});

it('models: the price of each is a range from the cheapest to the dearest', async () => {
  const vid = await openVid();
  const { stdout } = await vid.run('models');
  expect(stdout).toMatch(/kling:kling-v3 +official .*  0\.084 to 0\.42 USD a second\n/);
  expect(stdout).toMatch(/runway:gen4_turbo +official .*  0\.05 USD a second\n/);
  expect(stdout).toMatch(/seedance-1-5-pro-251215 .*  0\.6 to 2\.4 USD a million tokens\n/);
  expect(stdout).toMatch(/wan:wan3\.0-video +official .*USD a second, and for inputs\n/);
  expect(stdout).not.toMatch(/without|true/);
});

it('plan: one model more is one', () => {
  expect(wordsIn.en.cannot(1)).toBe('1 more model cannot; vid plan --why shows why');
  expect(wordsIn.en.cannot(2)).toContain('2 more models cannot');
});

it('spend adds up by day, model and currency, and counts what has no price', async () => {
  const vid = await openVid();
  for (const model of [
    'kling:kling-v2-6 (official)',
    'runway:gen4.5 (official)',
    'kling:kling-v2-6 (gateway)',
  ])
    expect((await vid.run('generate', 'a cat', '-m', model, '-d', '5', '--yes')).code).toBe(0);
  const { stdout } = await vid.run('spend');
  expect(stdout).toMatch(/runway:gen4\.5 +1 +0\.6 USD/);
  expect(stdout).toContain('1 of unknown price');
  const lines = (await vid.run('spend', '--json')).stdout.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toHaveLength(3);
});

it('complete: models from the tables, and a script for each shell', async () => {
  const vid = await openVid();
  const { stdout } = await vid.run('complete', '--', 'generate', '--model', 'kling-v2');
  expect(stdout).toContain('kling-v2-6');
  expect(stdout).not.toContain('gen4');
  expect((await vid.run('complete', '--', 'verify', 'kl')).stdout).toMatch(/^kling\b/);
  const frame = await vid.run('complete', '--', 'generate', '--first-frame', '');
  expect(frame.stdout).toBe(':0\n');
  const shells = ['zsh', 'bash', 'fish', 'powershell'];
  for (const { stdout: script } of await Promise.all(shells.map((shell) => vid.run('complete', shell))))
    expect(script).toContain('vid');
  const { stdout: names } = await vid.run('complete', '--', '');
  for (const name of commandNames) expect(names).toMatch(new RegExp(`^${name}\\b`, 'm'));
  expect((await vid.run('complete', '--', 'serve', '--')).stdout).toContain('--allow-host');
  expect((await vid.run('complete', '--', 'mcp', '--inputs', '')).stdout).toBe(':0\n');
  expect((await vid.run('complete', 'csh')).code).toBe(2);
});
