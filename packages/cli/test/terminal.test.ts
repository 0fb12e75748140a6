import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openVid, type Vid } from './command.ts';
import { keepJob } from './kept-job.ts';

/** `script` of util-linux; that of other systems takes other options. */
const hasScript =
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;
const cat = ['generate', 'a cat', '-m', 'kling:kling-v2-6 (official)', '-o', 'cat.mp4'];
const question = /Pay and generate\? \[y\/N\] /;

describe.skipIf(!hasScript)('in a terminal', () => {
  const answered = async (vid: Vid, answer: string) => {
    const running = vid.terminal(80, ...cat);
    await running.says(question);
    expect(vid.billed()).toBe(0);
    running.child.stdin?.write(answer);
    return running.ended;
  };

  it('generate asks before paying: yes pays', async () => {
    const vid = await openVid();
    const { code, stdout } = await answered(vid, 'y\n');
    expect(code).toBe(0);
    expect(stdout).toMatch(/cat\.mp4\r\n$/);
    expect(stdout).toMatch(/ · 0:0\d/);
    expect(vid.billed()).toBe(1);
  });

  it.each([
    ['an empty answer', '\n', 2],
    ['a no', 'no\n', 2],
    ['another word', 'maybe\n', 2],
    ['Ctrl+C', '\u0003', 130],
    ['the end of input', '\u0004', 130],
  ])('generate asks before paying: %s pays nothing', async (_, answer, expected) => {
    const vid = await openVid();
    const { code, stdout } = await answered(vid, answer);
    expect({ code, stdout }).toEqual({
      code: expected,
      stdout: expect.stringContaining('Nothing was sent.'),
    });
    expect(vid.billed()).toBe(0);
    expect(existsSync(join(vid.home, 'cat.mp4'))).toBe(false);
  });

  it.each([
    ['that may have a task', [], 'vid.sqlite', 'unknown', 4, 'it may be billed'],
    ['that has a task', [], 'vid.sqlite', 'polling', 130, 'the task goes on and is billed'],
    ['that is simulated', ['--simulate'], 'simulated/vid.sqlite', 'polling', 130, 'Not finished yet'],
    ['that may be simulated', ['--simulate'], 'simulated/vid.sqlite', 'unknown', 4, 'Not finished yet'],
  ] as const)('Ctrl+C: says what is billed of a video %s', async (_, options, books, phase, code, words) => {
    const vid = await openVid();
    mkdirSync(join(vid.home, 'state/simulated'), { recursive: true });
    await keepJob(join(vid.home, 'state', books), 'a-cat', phase);
    const running = vid.terminal(80, 'wait', 'a-cat', ...options);
    await running.says(/(unknown|running) · 0:0\d/);
    running.child.stdin?.write('\u0003');
    const { stdout, ...ended } = await running.ended;
    expect({ code: ended.code, stdout }).toEqual({ code, stdout: expect.stringContaining(words) });
    expect(stdout.match(/billed/g) ?? []).toHaveLength(options.length === 0 ? 1 : 0);
  });

  it.each([40, 60, 80, 120])('no line of a table is wider than a terminal of %i columns', async (columns) => {
    const vid = await openVid();
    expect((await vid.run(...cat, '--yes')).code).toBe(0);
    for (const command of [
      ['plan', 'a cat'],
      ['models'],
      ['models', 'kling-v2-6'],
      ['models', '--keys'],
      ['list'],
      ['spend'],
      ['generate', '--help'],
      ['batch', '--help'],
      ['mcp', '--help'],
    ]) {
      const { stdout } = await vid.terminal(columns, ...command).ended;
      // A name that is longer stays whole: it has to be copied.
      const lines = stdout
        .split('\r\n')
        .map((line) => stripVTControlCharacters(line))
        .filter((line) => line.trim().includes(' '));
      const longest = Math.max(...lines.map(({ length }) => length));
      expect({ command, longest }).toEqual({
        command,
        longest: expect.toSatisfy((width) => width <= columns),
      });
    }
  });

  it('NO_COLOR: no escape codes in a result', async () => {
    const coloured = await openVid();
    expect((await coloured.terminal(80, 'models', 'kling-v2-6').ended).stdout).toContain('\u001B[1m');
    const plain = await openVid({ env: { NO_COLOR: '1' } });
    expect((await plain.terminal(80, 'models', 'kling-v2-6').ended).stdout).not.toContain('\u001B[1m');
  });
});
