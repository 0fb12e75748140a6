import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openVid, type Vid } from './command.ts';

/* `chain` of a batch. Most tests have a stand-in for ffmpeg that tells what it was called with, as it is not on every machine. */

const kling = 'kling:kling-v2-6 (official)';
const patient = { timeout: 60_000 };
const write = (vid: Vid, ...lines: readonly string[]) =>
  writeFileSync(join(vid.home, 'cats.csv'), `${lines.join('\n')}\n`);
const command = ['batch', 'cats.csv', '-m', kling, '--duration', '5', '-o', 'out'];
const reportOf = (vid: Vid) => readFileSync(join(vid.home, 'out/report.csv'), 'utf8');

const png = Buffer.alloc(64 * 1024);
Buffer.from('89504e470d0a1a0a0000000d4948445200000400000004000802000000', 'hex').copy(png);

/** With an ffmpeg whose frame is `frame.png` of its folder, and which writes down each clip. */
async function openChain(options: Parameters<typeof openVid>[0] = {}) {
  const vid = await openVid(options);
  const bin = join(vid.home, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'frame.png'), png);
  writeFileSync(
    join(bin, 'ffmpeg'),
    `#!/bin/sh
[ "$1" = -version ] && exit 0
for last; do [ "$before" = -i ] && echo "$last" >> '${bin}/clips'; before=$last; done
cat '${bin}/frame.png' > "$last"
`,
  );
  chmodSync(join(bin, 'ffmpeg'), 0o755);
  const path = { PATH: `${bin}:${vid.environment['PATH'] ?? ''}` };
  const clips = () =>
    existsSync(join(bin, 'clips')) ? readFileSync(join(bin, 'clips'), 'utf8').trim().split('\n') : [];
  return { ...vid.with(path), bin, clips };
}
const withFrame = (vid: Vid) =>
  vid.simulator.requests.filter(({ path }) => path.endsWith('image2video')).length;

it('chain: each clip begins with the last frame of the one that is named, by name or number', async () => {
  const vid = await openChain();
  write(vid, 'prompt,name,chain', 'it jumps,jump,cat', 'a cat,cat,', 'it lands,land,1');
  const { code, stdout } = await vid.run(...command, '--max-cost', '1 USD');
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'out/report.html\nout/report.csv\n' });
  expect(vid.clips()).toEqual([join(vid.home, 'out/cat.mp4'), join(vid.home, 'out/jump.mp4')]);
  expect(withFrame(vid)).toBe(2);
  expect(readdirSync(join(vid.home, 'out')).filter((name) => name.endsWith('.mp4'))).toHaveLength(3);
  expect(vid.billed()).toBe(3);
  expect(await vid.run(...command, '--max-cost', '1 USD')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('Nothing is left'),
  });
  expect(vid.billed()).toBe(3);
});

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
/** The pixels of the last frame, as the file has them. */
const lastPixels = (file: string, frames: number) => {
  const given = ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const all = spawnSync('ffmpeg', given, { maxBuffer: 2 ** 30 }).stdout;
  return all.subarray(all.length - all.length / frames);
};
const framesIn = (file: string) => {
  const given = ['-v', 'error', '-count_frames', '-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0'];
  return Number(spawnSync('ffprobe', [...given, file], { encoding: 'utf8' }).stdout);
};

it.skipIf(!hasFfmpeg)(
  'chain: what a real ffmpeg takes is the last frame, and that is what is sent',
  async () => {
    const vid = await openVid();
    write(vid, 'prompt,name,chain', 'a cat,cat,', 'it jumps,jump,cat');
    const made = [
      'batch',
      'cats.csv',
      '-m',
      'runway:gen4.5 (official)',
      '--duration',
      '5',
      '-o',
      'out',
      '--yes',
    ];
    expect((await vid.run(...made)).code).toBe(0);
    const [, jump] = vid.simulator.tasks;
    const [, base64 = ''] = /data:image\/png;base64,([^"]+)/.exec(JSON.stringify(jump?.body)) ?? [];
    const sent = join(vid.home, 'sent.png');
    writeFileSync(sent, Buffer.from(base64, 'base64'));
    const clip = join(vid.home, 'out/cat.mp4');
    expect(framesIn(clip)).toBeGreaterThan(10);
    expect(lastPixels(sent, 1).equals(lastPixels(clip, framesIn(clip)))).toBe(true);
    expect(vid.billed()).toBe(2);
  },
);

it.skipIf(!hasFfmpeg)('chain: a trial without keys has frames that are large enough', async () => {
  const vid = await openVid();
  write(vid, 'prompt,name,chain', 'a cat,cat,', 'it jumps,jump,cat');
  expect(await vid.run(...command, '--simulate')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('2 of 2 done'),
  });
  expect(vid.billed()).toBe(0);
});

it('chain: what follows on a video that failed is not sent, and the report says why', async () => {
  const vid = await openChain({ outcome: () => ({ failed: 'no' }) });
  write(vid, 'prompt,name,chain', 'a cat,cat,', 'it jumps,jump,cat', 'it lands,land,jump');
  for (const _ of [1, 2]) {
    const { code, stderr } = await vid.run(...command, '--yes');
    expect(stderr).toContain('jump: not sent, because cat is failed');
    expect(stderr).toContain('land: not sent, because jump is not sent');
    expect(code).toBe(1);
    expect(reportOf(vid)).toMatch(/^jump,it jumps,.*not sent.*cat is failed$/m);
    expect(vid.billed()).toBe(1);
  }
});

it('chain: killed in between, the same command goes on with the frame, and pays once for each', async () => {
  const vid = await openChain({ speed: 0 });
  write(vid, 'prompt,name,chain', 'a cat,cat,', 'it jumps,jump,cat');
  const first = vid.start(...command, '--yes');
  await expect.poll(vid.billed, patient).toBe(1);
  first.child.kill('SIGKILL');
  await first.ended;
  const second = vid.later(20).start(...command, '--yes');
  vid.simulator.advance(3600);
  await expect.poll(vid.billed, patient).toBe(2);
  second.child.kill('SIGKILL');
  await second.ended;
  vid.simulator.advance(3600);
  const { code, stderr } = await vid.later(40).run(...command, '--yes');
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('2 of 2 done') });
  expect(vid.billed()).toBe(2);
});

it('chain: Ctrl+C leaves what is not sent to the same command', async () => {
  const vid = await openChain({ speed: 0 });
  write(vid, 'prompt,name,chain', 'a cat,cat,', 'it jumps,jump,cat');
  const running = vid.start(...command, '--yes');
  await expect.poll(vid.billed, patient).toBe(1);
  running.child.kill('SIGINT');
  expect(await running.ended).toMatchObject({
    code: 130,
    stderr: expect.stringContaining('Go on with: vid batch'),
  });
  expect(vid.billed()).toBe(1);
});

it('chain: the budget counts what is sent later, and leaves out what follows on what does not fit', async () => {
  const vid = await openChain();
  write(
    vid,
    'prompt,name,chain',
    'a cat,cat,',
    'it jumps,jump,cat',
    'it lands,land,jump',
    'it sits,sit,land',
  );
  const { code, stderr } = await vid.run(...command, '--max-cost', '0.5 USD');
  expect({ code, stderr }).toEqual({ code: 5, stderr: expect.stringContaining('2 do not fit into 0.5 USD') });
  expect(vid.billed()).toBe(2);
  expect((await vid.run(...command, '--max-cost', '1 USD')).code).toBe(0);
  expect(vid.billed()).toBe(4);
});

it('chain: what follows on a row that does not fit takes nothing of the budget from the next', async () => {
  const vid = await openChain();
  write(
    vid,
    'prompt,name,chain,duration',
    'a cat,cat,,10',
    'a dog,dog,,10',
    'it jumps,jump,dog,5',
    'a bird,bird,,5',
  );
  const { code, stderr } = await vid.run(...command, '--max-cost', '0.7 USD');
  expect(stderr).toContain('2 do not fit into 0.7 USD');
  expect(readdirSync(join(vid.home, 'out'))).toEqual(expect.arrayContaining(['bird.mp4', 'cat.mp4']));
  expect({ code, billed: vid.billed() }).toEqual({ code: 5, billed: 2 });
});

it('chain: a clip that is gone, or of which there is no frame, is named, and nothing is sent for it', async () => {
  const vid = await openChain();
  writeFileSync(
    join(vid.bin, 'ffmpeg'),
    '#!/bin/sh\n[ "$1" = -version ] && exit 0\necho "no moov" >&2; exit 1\n',
  );
  write(vid, 'prompt,name,chain', 'a cat,cat,', 'it jumps,jump,cat');
  expect(await vid.run(...command, '--yes')).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('jump: not sent, because ffmpeg: no moov'),
  });
  rmSync(join(vid.home, 'out/cat.mp4'));
  const { code, stderr } = await vid.run(...command, '--yes');
  expect(stderr).toContain('because out/cat.mp4 no longer exists');
  expect(stderr).not.toContain('Nothing is left');
  expect({ code, billed: vid.billed() }).toEqual({ code: 5, billed: 1 });
});

it('chain: what follows on a row that is skipped is skipped with it', async () => {
  const vid = await openChain();
  write(vid, 'prompt,name,chain,ratio', 'a cat,cat,,7:3', 'it jumps,jump,cat,', 'a dog,dog,,');
  const { code, stderr } = await vid.run(...command, '--yes', '--skip-impossible');
  expect(stderr).toContain('jump: not sent, because cat is not sent');
  expect({ code, billed: vid.billed() }).toEqual({ code: 0, billed: 1 });
});

it('chain: each model of a row follows on the same model', async () => {
  const vid = await openChain();
  write(vid, 'prompt,name,chain', 'a cat,cat,', 'it jumps,jump,cat');
  const { code } = await vid.run(...command, '-m', 'runway:gen4.5 (official)', '--yes');
  expect(code).toBe(0);
  expect(vid.clips().toSorted()).toEqual(
    ['out/cat-kling-kling-v2-6-official-.mp4', 'out/cat-runway-gen4.5-official-.mp4'].map((name) =>
      join(vid.home, name),
    ),
  );
  expect(vid.billed()).toBe(4);
});

it.concurrent.for([
  ['a circle', ['a cat,cat,land,', 'it jumps,jump,cat,', 'it lands,land,jump,'], 'the row depends on itself'],
  ['a row that follows on itself', ['a cat,cat,1,'], 'the row depends on itself'],
  ['a row that is none', ['a cat,windowsill,,', 'it jumps,jump,windowsil,'], 'Did you mean "windowsill"?'],
  ['a number that is none', ['a cat,cat,,', 'it jumps,jump,3,'], '1 is the first row'],
  [
    'a name of two rows',
    ['a cat,cat,,', 'a dog,cat,,', 'it jumps,jump,cat,'],
    'several rows are named "cat"',
  ],
  ['a frame beside it', ['a cat,cat,,', 'it jumps,jump,cat,cat.png'], 'chain and first-frame'],
] as const)('chain: refuses %s before paying', async ([, rows, words], { onTestFinished: atEnd }) => {
  const vid = await openChain({ atEnd });
  write(vid, 'prompt,name,chain,first-frame', ...rows);
  const { code, stdout, stderr } = await vid.run(...command, '--yes');
  expect(stderr).toContain(words);
  expect(stderr).toContain('Nothing was sent');
  expect({ code, stdout, billed: vid.billed() }).toEqual({ code: 2, stdout: '', billed: 0 });
});

it('chain: refused before paying where there is no ffmpeg, and where the model takes no frame', async () => {
  const vid = await openVid({ env: { PATH: '/nowhere' } });
  write(vid, 'prompt,name,chain', 'a cat,cat,', 'it jumps,jump,cat');
  expect(await vid.run(...command, '--yes')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('needs ffmpeg'),
  });
  write(vid, 'prompt,name,chain,ratio', 'a cat,cat,,', 'it jumps,jump,cat,7:3');
  expect(await vid.run(...command, '--yes')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('line 3'),
  });
  expect(vid.billed()).toBe(0);
});
