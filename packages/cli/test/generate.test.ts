import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { openVid } from './command.ts';

const cat = ['generate', 'a cat', '-m', 'kling:kling-v2-6 (official)', '--duration', '5'];

it('generate: pays once, brings the file home, and says on stdout only where it is', async () => {
  const vid = await openVid();
  const { code, stdout, stderr } = await vid.run(...cat, '--yes', '-o', 'cat.mp4');
  expect(stderr).toMatch(/^kling:kling-v2-6 \(official\) · 5 s/);
  expect(stderr).toContain('Price: about');
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'cat.mp4\n' });
  expect(readFileSync(join(vid.home, 'cat.mp4')).subarray(4, 8).toString()).toBe('ftyp');
  expect(vid.billed()).toBe(1);
});

it('generate: a link without -o, an object with --json; the books are for their owner alone', async () => {
  const vid = await openVid();
  const { stdout } = await vid.run(...cat, '--yes');
  expect(stdout).toMatch(/^http\S+\n$/);
  const { stdout: json } = await vid.run(...cat, '--yes', '--json');
  expect(json.split('\n')).toHaveLength(2);
  expect(JSON.parse(json)).toMatchObject({ state: 'succeeded', model: 'kling:kling-v2-6 (official)' });
  expect(statSync(join(vid.home, 'state')).mode.toString(8)).toMatch(/700$/);
  expect(statSync(join(vid.home, 'state/vid.sqlite')).mode.toString(8)).toMatch(/600$/);
  expect(vid.billed()).toBe(2);
});

it('generate: a file of this machine is the first frame', async () => {
  const vid = await openVid();
  const png = Buffer.alloc(64 * 1024);
  Buffer.from('89504e470d0a1a0a0000000d4948445200000200000002000802000000', 'hex').copy(png);
  writeFileSync(join(vid.home, 'cat.png'), png);
  for (const file of ['cat.png', pathToFileURL(join(vid.home, 'cat.png')).href])
    expect((await vid.run(...cat, '--first-frame', file, '--yes')).code).toBe(0);
  expect(vid.simulator.requests.filter(({ path }) => path.endsWith('image2video'))).toHaveLength(2);
  const missing = await vid.run(...cat, '--first-frame', 'dog.png', '--yes');
  expect(missing).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--first-frame: must be a file that exists'),
  });
  expect(vid.billed()).toBe(2);
});

it.concurrent.for([
  ['an option that is misspelt', [...cat, '--duratoin', '7', '--yes'], 'Did you mean --duration?'],
  ['a command that is misspelt', ['genrate', 'a cat', '--yes'], 'Did you mean generate?'],
  ['two letters of a command that changed places', ['compelte', 'zsh'], 'Did you mean complete?'],
  ['a misspelt call for help', ['hlep'], 'Did you mean help?'],
  [
    'a model that is misspelt',
    ['generate', 'a cat', '-m', 'kling:kling-v2-7', '--yes'],
    'Did you mean "kling-v2-6"?',
  ],
  [
    'a model to prefer that is none',
    ['generate', 'a cat', '--only', 'klng', '--yes'],
    'Did you mean "kling"?',
  ],
  ['a need that is none', ['generate', 'a cat', '--need', 'cancle', '--yes'], 'cancel'],
  ['a value that is missing', ['generate', 'a cat', '--yes', '--duration'], 'argument missing'],
  ['a number that is none', [...cat, '--duration', 'five', '--yes'], 'It must be a number.'],
  ['an empty number', [...cat, '--seed', '', '--yes'], 'It must be a number.'],
  ['a second word', ['generate', 'a', 'cat', '--yes'], 'too many arguments'],
  ['money without a currency', [...cat, '--max-cost', '2'], "such as '2 USD'"],
  ['a length that no model takes', [...cat, '--duration', '7', '--yes'], '--duration: takes 5, 10; got 7'],
  [
    'a length beyond the others',
    ['generate', 'a cat', '-m', 'kling-v3', '--duration', '30', '--yes'],
    '--duration: takes whole numbers from 3 to 15; got 30',
  ],
  ['a limit below the price', [...cat, '--max-cost', '0.01 USD'], 'the limit is 0.01 USD'],
  ['a limit in another currency', [...cat, '--max-cost', '9 CNY'], 'Set exchange rates'],
  ['a pipe without consent', cat, "--yes, or --max-cost '2 USD'"],
  ['a folder that is not there', [...cat, '--yes', '-o', 'no/cat.mp4'], 'There is no folder'],
  ['a request that is empty', ['generate', '--yes'], 'prompt'],
  ['a choice that is none', [...cat, '--prefer', 'cheap', '--yes'], 'Allowed choices are listed, cheapest'],
  ['a field to adapt that is none', [...cat, '--adapt', 'length', '--yes'], 'length'],
  ['a key twice in its JSON', [...cat, '--camera', '{"type":1,"type":2}', '--yes'], 'It sets a key twice.'],
  ['a camera that is no JSON', [...cat, '--camera', 'left', '--yes'], 'It must be JSON.'],
  ['rates that cannot be read', [...cat, '--rates', 'no.json', '--yes'], 'The file cannot be read.'],
  ['a time that is none', [...cat, '--timeout', '0', '--yes'], 'It must be more than 0.'],
  ['a link that is not https', [...cat, '--first-frame', 'ftp://a/b.png', '--yes'], '--first-frame'],
  ['an option that the model does not take', [...cat, '--unchecked', 'colour', '--yes'], 'unchecked'],
] as const)('generate: refuses %s before paying', async ([, given, words], { onTestFinished: atEnd }) => {
  const vid = await openVid({ atEnd });
  const { code, stdout, stderr } = await vid.run(...given);
  expect(stderr).toContain(words);
  expect(stderr).toContain('Nothing was sent');
  expect({ code, stdout, billed: vid.billed() }).toEqual({ code: 2, stdout: '', billed: 0 });
  expect(vid.simulator.requests).toEqual([]);
});

it('generate: refuses before paying where its books cannot be opened, or the place cannot be written to', async () => {
  const vid = await openVid();
  writeFileSync(join(vid.home, 'file'), '');
  const books = await vid.with({ VID_STATE_DIR: join(vid.home, 'file') }).run(...cat, '--yes');
  expect(books).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('cannot be opened') });
  const place = await vid.run(...cat, '--yes', '-o', 'file/cat.mp4');
  expect(place).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('There is no folder') });
  expect(vid.billed()).toBe(0);
});

it('generate: who could make it comes before who makes videos of something else', async () => {
  const vid = await openVid();
  const { code, stderr } = await vid.run('generate', 'a cat', '--max-cost', '0.001 USD');
  expect(code).toBe(2);
  const [, ...reasons] = stderr.trim().split('\n');
  for (const reason of reasons.slice(0, -1)) expect(reason).toContain('the limit is 0.001 USD');
  expect(reasons).toHaveLength(9);
  expect(vid.billed()).toBe(0);
});

it('generate: --timeout ends with 5 and the task goes on', async () => {
  const vid = await openVid({ speed: 0 });
  const { code, stdout, stderr } = await vid.run(...cat, '--yes', '--timeout', '5');
  expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
  expect(stderr).toMatch(/Not finished yet\. Go on with: vid wait \w+/);
  expect(vid.billed()).toBe(1);
});

it('generate: a file that exists is refused before paying, and replaced by --force', async () => {
  const vid = await openVid();
  writeFileSync(join(vid.home, 'cat.mp4'), 'mine');
  const refused = await vid.run(...cat, '--yes', '-o', 'cat.mp4');
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('cat.mp4 exists') });
  expect(readFileSync(join(vid.home, 'cat.mp4'), 'utf8')).toBe('mine');
  expect(vid.billed()).toBe(0);
  expect((await vid.run(...cat, '--yes', '-o', 'cat.mp4', '--force')).code).toBe(0);
  expect(statSync(join(vid.home, 'cat.mp4')).size).toBeGreaterThan(1000);
});

it('generate: a key comes from .env, and only the variables of services are read there', async () => {
  const vid = await openVid({ env: { KLINGAI_API_KEY: '' } });
  writeFileSync(join(vid.home, '.env'), 'KLINGAI_API_KEY=sk-simulator\nVID_STATE_DIR=/nowhere\n');
  expect((await vid.run(...cat, '--yes')).code).toBe(0);
  expect(existsSync('/nowhere')).toBe(false);
});

it('generate: without the key of a model the variable is named, without any the trial', async () => {
  const vid = await openVid({ env: { KLINGAI_API_KEY: '' } });
  const { code, stderr } = await vid.run(...cat, '--yes');
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining('set KLINGAI_API_KEY or KLINGAI_ACCESS_KEY'),
  });
  expect(vid.billed()).toBe(0);
});

it.each([
  ['alone', ''],
  ['beside a key of its own', 'KLINGAI_API_KEY=theirs\n'],
])('a key of the environment goes to no address that .env names %s', async (_, theirs) => {
  const name = 'VID_KLING_OFFICIAL_BASE_URL';
  const vid = await openVid({ env: { [name]: '' } });
  writeFileSync(join(vid.home, '.env'), `${name}=https://other.example\n${theirs}`);
  const { code, stdout } = await vid.run('dry-run', 'a cat', '-m', 'kling:kling-v2-6 (official)', '--json');
  expect(code).toBe(0);
  expect(stdout).not.toContain('other.example');
});
