import { describe, expect, it } from 'vitest';
import { runGuide } from '../guide/run.ts';
import { openRouter } from './open-router.ts';
import { runDry, secret } from './run-dry.ts';

const guide = 'guide/run.ts';
const picture = ['--image', 'https://example.org/cat.jpg', '--mask', 'https://example.org/mask.png'];

describe('pnpm examples', () => {
  it.each([true, false])('shows each request and sends nothing; keys set: %s', async (hasKeys) => {
    const text = await runDry(guide, { hasKeys });
    expect(text).not.toContain('NETWORK');
    expect(text).not.toContain(secret);
    expect(text).toContain('Dry run: nothing is sent');
    expect(text.match(/^ {2}POST https:\/\/yunwu\.ai\//gm)).toHaveLength(7);
    expect(text.match(/^ {2}Authorization: Bearer \*\*\*$/gm)).toHaveLength(8);
    expect(text).toContain('"promptText": "猫咪跳舞"');
    expect(text).toMatch(/not-https\n {2}Refused before anything is sent:\n {2}firstFrame: must be an https/);
    expect(text).toContain('GET https://yunwu.ai/runwayml/v1/tasks/2f19d8a7-3b74-4fc4-af42-d0bcadbaec54');
  });

  it('pays for nothing where nobody can be asked', async () => {
    const refused = runDry(guide, { args: ['--pay', ...picture] });
    await expect(refused).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/this is none: nothing was sent\. Add --yes/),
    });
    await expect(refused).rejects.toMatchObject({ stdout: expect.not.stringContaining('NETWORK') });
  });

  it('the trap sees what is paid: --pay --yes', async () => {
    await expect(runDry(guide, { args: ['jimeng-text', '--pay', '--yes'] })).rejects.toMatchObject({
      stdout: expect.stringContaining('NETWORK'),
    });
  });

  it.each([[['--dry']], [['runway-6s']], [['--pay', '--yess']]])('refuses %j', async (args) => {
    await expect(runDry(guide, { args })).rejects.toMatchObject({ code: 1, stdout: '' });
  });
});

async function pay(args: readonly string[], answer: string) {
  const { simulator, router } = await openRouter();
  const lines: string[] = [];
  const asked: string[] = [];
  const code = await runGuide(args, {
    router,
    print: (line) => lines.push(line),
    ask: (question) => {
      asked.push(question.trim());
      return Promise.resolve(answer);
    },
  });
  return { code, asked, text: lines.join('\n'), tasks: simulator.tasks.length };
}

describe('pnpm examples --pay', () => {
  it('sends after a yes, waits, and prints the links', async () => {
    const { code, asked, text, tasks } = await pay(['--pay', ...picture], 'y');
    expect({ code, asked, tasks }).toEqual({ code: 0, asked: ['Send 7 paid requests? [y/N]'], tasks: 7 });
    expect(text.match(/: succeeded http:\/\/\S+\.mp4/g)).toHaveLength(7);
  });

  it.each(['', 'n', 'N', 'no', 'yy', 'maybe'])('sends nothing after %j', async (answer) => {
    const { code, text, tasks } = await pay(['jimeng-text', '--pay'], answer);
    expect({ code, tasks }).toEqual({ code: 0, tasks: 0 });
    expect(text).toContain('Nothing was sent.');
  });

  it('asks nothing with --yes', async () => {
    expect(await pay(['jimeng-text', '--pay', '--yes'], 'n')).toMatchObject({ code: 0, asked: [], tasks: 1 });
  });

  it('pays for no placeholder', async () => {
    const { asked, text, tasks } = await pay(['--pay'], 'y');
    expect({ asked, tasks }).toEqual({ asked: ['Send 1 paid request? [y/N]'], tasks: 1 });
    expect(text.match(/is left out: pictures at https:\/\/example\.com\/ are never paid for/g)).toHaveLength(
      6,
    );
    expect(await pay(['runway-5s', '--pay'], 'y')).toMatchObject({ code: 1, asked: [], tasks: 0 });
  });
});
