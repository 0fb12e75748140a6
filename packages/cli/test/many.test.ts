import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openVid, type Vid } from './command.ts';

const kling = 'kling:kling-v2-6 (official)';
const runway = 'runway:gen4.5 (official)';
const models = ['-m', kling, '-m', runway];
const patient = { timeout: 60_000 };

const write = (vid: Vid, name: string, ...lines: readonly string[]) =>
  writeFileSync(join(vid.home, name), `${lines.join('\n')}\n`);
const filesIn = (vid: Vid, folder: string) => readdirSync(join(vid.home, folder)).toSorted();

it('compare: one video of each model, in a folder, for no more than was allowed together', async () => {
  const vid = await openVid();
  const tooMuch = await vid.run('compare', 'a cat', ...models, '--max-cost', '0.7 USD');
  expect(tooMuch).toMatchObject({ code: 2, stderr: expect.stringContaining('the limit is 0.7 USD') });
  const { code, stdout } = await vid.run('compare', 'a cat', ...models, '--max-cost', '2 USD', '-o', 'out');
  expect(code).toBe(0);
  expect(stdout).toContain('out/kling-kling-v2-6.mp4');
  expect(filesIn(vid, 'out')).toEqual(['kling-kling-v2-6.mp4', 'runway-gen4.5.mp4']);
  expect(vid.billed()).toBe(2);
});

it('compare: one model at two apis is two videos, each with its name', async () => {
  const vid = await openVid();
  const apis = ['-m', kling, '-m', 'kling:kling-v2-6 (gateway)'];
  const { code, stdout } = await vid.run('compare', 'a cat', ...apis, '--yes', '-o', 'out');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining('kling:kling-v2-6 (gateway)'),
  });
  expect(filesIn(vid, 'out')).toEqual(['kling-kling-v2-6-gateway.mp4', 'kling-kling-v2-6-official.mp4']);
  expect(vid.billed()).toBe(2);
});

it.concurrent.for([
  ['one model', ['-m', kling], 'at least two models'],
  ['a model that cannot', [...models, '--duration', '7'], 'kling:kling-v2-6: --duration'],
  ['a model that is misspelt', ['-m', 'klng', '-m', runway], 'Did you mean "kling"?'],
  ['a pipe without consent', models, '--max-cost'],
  ['a file that exists', [...models, '--yes', '-o', '.'], 'kling-kling-v2-6.mp4 exists'],
  ['a folder that is a file', [...models, '--yes', '-o', 'kling-kling-v2-6.mp4'], 'There is no folder'],
  ['a second word', ['more', ...models, '--yes'], 'A prompt of several words stands in quotes.'],
] as const)('compare: refuses %s before paying', async ([, given, words], { onTestFinished: atEnd }) => {
  const vid = await openVid({ atEnd });
  write(vid, 'kling-kling-v2-6.mp4', 'mine');
  expect(await vid.run('compare', 'a cat', ...given)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(words),
  });
  expect(vid.billed()).toBe(0);
});

it('batch: rows × models, a report, and nothing twice when it is run again', async () => {
  const vid = await openVid();
  write(vid, 'cats.csv', 'name,prompt,ratio,duration', 'first,"a cat, asleep",9:16,5', ',a dog,,');
  const command = ['batch', 'cats.csv', ...models, '--yes', '-o', 'out'];
  const { code, stdout } = await vid.run(...command);
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'out/report.html\nout/report.csv\n' });
  const videos = filesIn(vid, 'out').filter((name) => name.endsWith('.mp4'));
  expect(videos).toHaveLength(4);
  const report = readFileSync(join(vid.home, 'out/report.csv'), 'utf8');
  expect(report).toContain('"a cat, asleep"');
  for (const video of videos) expect(report).toContain(video);
  expect(readFileSync(join(vid.home, 'out/report.html'), 'utf8').match(/<video /g)).toHaveLength(4);
  expect(vid.billed()).toBe(4);
  expect(await vid.run(...command)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('Nothing is left'),
  });
  expect(vid.billed()).toBe(4);
  write(
    vid,
    'cats.csv',
    'name,prompt,ratio,duration',
    'first,"a cat, asleep",9:16,5',
    ',a dog,,',
    ',a bird,,',
  );
  expect((await vid.run(...command)).code).toBe(0);
  expect(vid.billed()).toBe(6);
});

it('batch: vid list tells rows apart by their names, or by their numbers where they have none of their own', async () => {
  const vid = await openVid();
  write(vid, 'cats.csv', 'name,prompt', 'first,a cat', ',a dog', ',a bird', 'last,a cow', 'last,a cat');
  expect((await vid.run('batch', 'cats.csv', '-m', runway, '--duration', '5', '--yes')).code).toBe(0);
  const { stdout } = await vid.run('list');
  const names = stdout
    .split('\n')
    .slice(1, -1)
    .map((line) => line.replace(/^.* USD +/, ''));
  expect(names.toSorted()).toEqual(['cats #2', 'cats #3', 'first', 'last #4', 'last #5']);
  expect(stdout).not.toContain('a dog');
});

it('batch: killed before its answers are there, it goes on where it was, and pays once for each', async () => {
  const vid = await openVid({ speed: 0 });
  const rows = (...prompts: readonly string[]) =>
    write(vid, 'cats.jsonl', ...prompts.map((prompt) => JSON.stringify({ prompt, duration: 5 })));
  // A service that can look up what it was sent.
  const command = ['batch', 'cats.jsonl', '-m', kling, '--max-cost', '9 USD', '-o', 'out'];
  rows('a cat', 'a dog', 'a bird');
  const running = vid.start(...command);
  await expect.poll(vid.billed, patient).toBe(3);
  running.child.kill('SIGKILL');
  await running.ended;
  rows('a cow', 'a bird', 'a cat', 'a dog');
  const again = vid.later(20).start(...command);
  await expect.poll(vid.billed, patient).toBe(4);
  vid.simulator.advance(3600);
  expect((await again.ended).code).toBe(0);
  expect(filesIn(vid, 'out').filter((name) => name.endsWith('.mp4'))).toHaveLength(4);
  expect(vid.billed()).toBe(4);
});

it('batch: Ctrl+C names the command that goes on, whose options are part of what was ordered', async () => {
  const vid = await openVid({ speed: 0 });
  write(vid, 'cats.csv', 'prompt', 'a cat', 'a dog');
  const running = vid.start('batch', 'cats.csv', '-m', kling, '--duration', '5', '--yes', '-o', 'out');
  await expect.poll(vid.billed, patient).toBe(2);
  running.child.kill('SIGINT');
  const { stderr } = await running.ended;
  const command = `vid batch cats.csv -m '${kling}' --duration 5 --yes -o out`;
  expect(stderr).toContain(`Go on with: ${command}\n`);
  const again = vid.start('batch', 'cats.csv', '-m', kling, '--duration', '5', '--yes', '-o', 'out');
  vid.simulator.advance(3600);
  expect((await again.ended).code).toBe(0);
  expect(vid.billed()).toBe(2);
});

it('batch: a budget holds for all runs together; what does not fit is not yet', async () => {
  const vid = await openVid();
  write(vid, 'cats.csv', 'prompt', 'a cat', 'a dog', 'a bird');
  const command = ['batch', 'cats.csv', '-m', runway, '--duration', '5', '-o', 'out'];
  for (const billed of [2, 2]) {
    const { code, stderr } = await vid.run(...command, '--max-cost', '1.5 USD');
    expect({ code, stderr }).toEqual({
      code: 5,
      stderr: expect.stringContaining('1 does not fit into 1.5 USD'),
    });
    expect(stderr).not.toContain('Nothing is left');
    expect(vid.billed()).toBe(billed);
  }
  expect((await vid.run(...command, '--max-cost', '2 USD')).code).toBe(0);
  expect(vid.billed()).toBe(3);
});

it('batch: what was refused is sent again by the next run, what failed only when asked', async () => {
  let fails = true;
  const gateway = 'kling:kling-v2-6 (gateway)';
  const vid = await openVid({ outcome: () => (fails ? { failed: 'no' } : undefined) });
  write(vid, 'cats.csv', 'prompt', 'a cat');
  const command = ['batch', 'cats.csv', '-m', gateway, '--yes', '-o', 'out'];
  vid.simulator.fault({ kind: 'quota-403', on: 'submit' });
  expect(await vid.run(...command)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('0 of 1 done'),
  });
  expect(vid.billed()).toBe(0);
  expect((await vid.run(...command)).code).toBe(1);
  fails = false;
  expect((await vid.run(...command)).code).toBe(1);
  expect(vid.billed()).toBe(1);
  expect((await vid.run(...command, '--retry-failed')).code).toBe(0);
  expect(vid.billed()).toBe(2);
});

it.concurrent.for([
  ['a column that is none', ['prompt,duratoin', 'a cat,5'], 'Did you mean "duration"?'],
  ['a value that is none', ['prompt,duration', 'a cat,five'], 'line 2: duration'],
  [
    'a row that no model takes',
    ['prompt,duration', 'a cat,5', 'a dog,7'],
    'line 3: kling:kling-v2-6: --duration',
  ],
  [
    'two columns of one field',
    ['prompt,ratio,aspectRatio', 'a cat,16:9,', 'a dog,16:9,9:16'],
    'line 3: more than one column sets aspectRatio',
  ],
  [
    'a column twice',
    ['prompt,duration,duration', 'a cat,5,10'],
    'line 2: more than one column sets duration',
  ],
  ['a file without rows', ['prompt'], 'no rows'],
  ['quotes that do not end', ['prompt', '"a cat'], 'Quote'],
  ['an option that the file has, twice', ['prompt,ratio', 'a cat,16:9,1:1'], 'line 2'],
  ['a row without a prompt', ['prompt,seed', ',1'], 'line 2'],
  ['a pipe without consent', ['prompt', 'a cat'], '--max-cost'],
] as const)('batch: refuses %s before paying', async ([name, lines, words], { onTestFinished: atEnd }) => {
  const vid = await openVid({ atEnd });
  write(vid, 'cats.csv', ...lines);
  const consent = name.startsWith('a pipe') ? [] : ['--yes'];
  const { code, stdout, stderr } = await vid.run('batch', 'cats.csv', '-m', kling, ...consent);
  expect(stderr).toContain(words);
  expect(stderr).toContain('Nothing was sent');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(vid.billed()).toBe(0);
});

it.concurrent.for([
  ['a key', String.raw`{"prompt":"a \"cat\"","duration":5,"duration":10}`, '"duration"'],
  ['a key that sets nothing the second time', '{"prompt":"a cat","seed":1, "seed" : null}', '"seed"'],
  ['a key in other letters of JSON', String.raw`{"prompt":"a cat","\u0070rompt":"a dog"}`, '"prompt"'],
  [
    'a key of an object inside',
    '{"prompt":"{","providerOptions":{"kling":{"mode":"std"},"runway":{"mode":"pro","mode":"std"}}}',
    '"mode"',
  ],
] as const)(
  'batch: refuses %s twice in a row of JSON before paying',
  async ([, row, key], { onTestFinished: atEnd }) => {
    const vid = await openVid({ atEnd });
    write(vid, 'cats.jsonl', '{"prompt":"duration, duration","camera":null}', row);
    const { code, stdout, stderr } = await vid.run('batch', 'cats.jsonl', '-m', kling, '--yes');
    expect(stderr).toContain(`line 2: ${key} is set twice. Nothing was sent.`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(vid.billed()).toBe(0);
  },
);

it('batch: a model that no service has is named once, with the nearest of all of them', async () => {
  const vid = await openVid();
  write(vid, 'cats.csv', 'prompt,model', 'a cat,klng-v2-6', 'a dog,nosuch', 'a bird,runway:nosuch');
  const { code, stderr } = await vid.run('batch', 'cats.csv', '--yes');
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining(
      [
        'line 2: Unknown model "klng-v2-6". Did you mean "kling-v2-6"?',
        'line 3: Unknown model "nosuch". vid models lists all.',
        'line 4: Unknown model "runway:nosuch". vid models lists all. --unchecked model sends it anyway.',
      ].join('\n'),
    ),
  });
  const { stderr: one } = await vid.run('generate', 'a cat', '-m', 'nosuch', '--yes');
  expect(one.match(/nosuch/g)).toHaveLength(1);
  expect(vid.billed()).toBe(0);
});

it('batch: refuses a file that is not there or not JSON, and one in the place of its videos, before paying', async () => {
  const vid = await openVid();
  expect((await vid.run('batch', 'no.csv', '--yes')).stderr).toContain(
    'no.csv cannot be read. Nothing was sent.',
  );
  write(vid, 'cats.jsonl', '{"prompt":"a cat"}', 'a dog');
  expect((await vid.run('batch', 'cats.jsonl', '--yes')).stderr).toContain('line 2: not a JSON object');
  write(vid, 'cats.csv', 'prompt,name', 'a cat,cat');
  write(vid, 'cat.mp4', 'mine');
  for (const [place, words] of [
    ['.', 'cat.mp4 exists'],
    ['cat.mp4', 'There is no folder'],
  ] as const)
    expect(await vid.run('batch', 'cats.csv', '-m', kling, '--yes', '-o', place)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(words),
    });
  const bare = vid.with({ KLINGAI_API_KEY: '' });
  expect((await bare.run('batch', 'cats.csv', '-m', kling, '--yes')).stderr).toContain('set KLINGAI_API_KEY');
  expect(vid.billed()).toBe(0);
});

it('batch: what failed, and may be billed, counts against the budget of the run that makes it again', async () => {
  const vid = await openVid({ outcome: () => ({ failed: 'no' }) });
  write(vid, 'cats.csv', 'prompt,duration', 'a cat,5');
  const command = ['batch', 'cats.csv', '-m', kling, '--retry-failed', '-o', 'out', '--max-cost'];
  expect((await vid.run(...command, '0.3 USD')).code).toBe(1);
  expect(await vid.run(...command, '0.3 USD')).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('1 does not fit into 0.3 USD'),
  });
  expect(vid.billed()).toBe(1);
  expect((await vid.run(...command, '0.5 USD')).code).toBe(1);
  expect(vid.billed()).toBe(2);
});

it('batch: files are looked for beside the file that names them', async () => {
  const vid = await openVid();
  mkdirSync(join(vid.home, 'in'));
  const png = Buffer.alloc(64 * 1024);
  Buffer.from('89504e470d0a1a0a0000000d4948445200000200000002000802000000', 'hex').copy(png);
  writeFileSync(join(vid.home, 'in/cat.png'), png);
  write(vid, 'in/cats.csv', 'prompt,first-frame,audio', 'a cat,cat.png,no');
  expect((await vid.run('batch', 'in/cats.csv', '-m', kling, '--yes', '-o', 'out')).code).toBe(0);
  expect(vid.simulator.requests.some(({ path }) => path.includes('image2video'))).toBe(true);
  expect(vid.billed()).toBe(1);
});

it('batch: an empty text in JSON is set, beside other texts too; null is not', async () => {
  const vid = await openVid();
  const rows = [
    { prompt: 'a cat', negativePrompt: '', chain: '' },
    { prompt: 'a dog', name: null, chain: null, references: null },
  ];
  write(vid, 'cats.jsonl', ...rows.map((row) => JSON.stringify(row)));
  expect((await vid.run('batch', 'cats.jsonl', '-m', kling, '--duration', '5', '--yes')).code).toBe(0);
  const sent = vid.simulator.tasks.map(({ body }) => JSON.stringify(body));
  expect(sent).toHaveLength(2);
  expect(sent.filter((body) => body.includes('"negative_prompt":""'))).toHaveLength(1);
});

it('batch: names that differ in nothing but their case have files of their own on every system', async () => {
  const vid = await openVid();
  write(vid, 'cats.csv', 'prompt,name', 'a cat,Cat', 'a dog,cat', 'a bird,Bird');
  expect((await vid.run('batch', 'cats.csv', '-m', kling, '--yes', '-o', 'out')).code).toBe(0);
  const videos = filesIn(vid, 'out').filter((name) => name.endsWith('.mp4'));
  expect(videos).toContain('Bird.mp4');
  expect(new Set(videos.map((name) => name.toLowerCase())).size).toBe(3);
});
