import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ModelCapabilities, requestFromJson } from '@vid/core';
import { parseRecording, replay, startSimulator } from '@vid/simulator';
import { expect, it, onTestFinished } from 'vitest';
import { loadManifests } from '../src/provider-list.ts';
import { cheapest } from '../src/verify/cheapest.ts';
import { type Alterations, type Answer, type FilmFacts, type Json, startAltered } from './altered.ts';
import { openVid, type Vid } from './command.ts';

const pictured = ['--picture', 'https://example.com/cat.png?X-Amz-Signature=5d1f0c9a77'];

const openAltered = (alterations: Alterations, options: Parameters<typeof openVid>[0] = {}): Promise<Vid> =>
  openVid({ ...options, behind: (url) => startAltered(url, alterations, options.atEnd) });

const nothing: FilmFacts = { seconds: 0, width: 0, height: 0, hasSound: false };

/** What the cheapest video of an api is, by its table. */
async function filmOf(service: string, api: string): Promise<FilmFacts> {
  const manifest = (await loadManifests()).find(({ id }) => id === service);
  const provider = manifest?.apis.find((one) => one.api === api)?.create({});
  const choice = provider && cheapest(provider, { allowUnknownPrice: true }, pictured[1]).choice;
  if (choice === undefined) throw new Error(`no video of ${service}`);
  const { request, candidate, entry, row } = choice;
  const { duration, aspectRatio = '16:9', audio } = { ...candidate.defaults, ...request };
  const [width = 0, height = 0] = sizeOf(entry, candidate.resolution ?? '', aspectRatio);
  const hasSound = audio ?? row.output?.audio ?? false;
  return { seconds: typeof duration === 'number' ? duration : 5, width, height, hasSound };
}

function sizeOf({ sizes }: ModelCapabilities, resolution: string, ratio: string): readonly number[] {
  const listed = sizes?.[resolution]?.[ratio];
  if (listed !== undefined) return listed.split('x').map(Number);
  const short = Number.parseInt(resolution, 10);
  return [Math.round((short * 16) / 9), short];
}

const linesOf = (stdout: string): readonly Json[] =>
  stdout
    .trim()
    .split('\n')
    .map((line): Json => JSON.parse(line));

const recordingsIn = (vid: Vid): readonly string[] => {
  const folder = join(vid.home, 'state/verify');
  return readdirSync(folder).flatMap((name) => (name.startsWith('recording') ? [join(folder, name)] : []));
};

it('every service holds where it is as the documents say; its recording, served again, is read the same', async () => {
  const manifests = await loadManifests();
  const services = manifests.flatMap(({ id, apis }) => apis.map((one) => ({ ...one, id })));
  const films = new Map<string, FilmFacts>();
  for (const { id, api } of services) films.set(`${id} ${api}`, await filmOf(id, api));
  const vid: Vid = await openAltered({
    film(path) {
      const id = new URL(path, 'http://localhost').searchParams.get('task');
      const { service = '', api = '' } = vid.simulator.tasks.find((task) => task.id === id) ?? {};
      return films.get(`${service} ${api}`) ?? nothing;
    },
  });
  const { code, stdout, stderr } = await vid.run('verify', '--yes', '--json', ...pictured);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringContaining(`${services.length} rows verified`),
  });
  const held = (check: string) => ({ check, state: 'held', findings: [] });
  expect(linesOf(stdout)).toEqual(
    services.map(({ id: provider, api }) => {
      const checks = ['unknown-id', 'bad-key', 'request', 'submit', 'query', 'film'].map(held);
      return expect.objectContaining({ provider, api, checks: expect.arrayContaining(checks) });
    }),
  );
  expect(stdout).not.toContain('"differs"');
  expect(stdout).not.toContain('"issue"');
  const saved = readFileSync(recordingsIn(vid)[0] ?? '', 'utf8');
  expect(saved).toContain('https://example.com/cat.png?…');
  expect(stdout + stderr + saved).not.toContain('X-Amz-Signature');
  expect(vid.billed()).toBe(services.length);

  const recording = parseRecording(JSON.parse(saved));
  const simulator = await startSimulator({ services: replay(recording, ['submit', 'query']), speed: 0 });
  onTestFinished(() => simulator.close());
  for (const { provider: id, api, request, reference, exchanges } of recording.services) {
    const settings = simulator.settingsFor(`recorded-${id}-${api}`, api) ?? {};
    const provider = services.find((one) => one.id === id && one.api === api)?.create(settings);
    let task = await provider?.generate(requestFromJson(request), { reference });
    for (const { step, reading } of exchanges) {
      if (step !== 'query' || task === undefined) continue;
      task = await provider?.query(task);
      expect({ id, api, status: task?.status, cost: task?.cost }).toEqual({ id, api, ...reading });
    }
    expect(task?.status).toBe('succeeded');
  }
});

/** The task of an answer of Kling's own api. */
const dataOf = ({ body }: Answer): Json => {
  const { data } = body;
  return typeof data === 'object' && data !== null ? { ...data } : {};
};
const isSubmit = ({ method }: Answer) => method === 'POST';
const isQuery = ({ method, status }: Answer) => method === 'GET' && status === 200;
const change = (answer: Answer, to: Json) => {
  answer.body = { ...answer.body, data: { ...dataOf(answer), ...to } };
};

interface Planted extends Alterations {
  readonly code: number;
  readonly says: readonly RegExp[];
}

const planted: Readonly<Record<string, Planted>> = {
  'a field that has another name': {
    alter(answer) {
      if (!isQuery(answer)) return;
      const { task_status: state, ...others } = dataOf(answer);
      answer.body = { ...answer.body, data: { ...others, state } };
    },
    code: 1,
    says: [
      /status +DIFFERS +the library cannot read an answer: .*no status/,
      /new field data\.state \(text\)/,
      /### kling \(official\): differs in status/,
      /GET \/v1\/videos\/text2video\//,
      /"state": "/,
    ],
  },
  'another word for the end': {
    alter(answer) {
      if (dataOf(answer)['task_status'] === 'succeed') change(answer, { task_status: 'finished' });
    },
    code: 1,
    says: [/status +DIFFERS +the library cannot read an answer: .*unknown status "finished"/],
  },
  'a row that is refused': {
    alter(answer) {
      if (!isSubmit(answer)) return;
      answer.status = 400;
      answer.body = { code: 1201, message: 'duration must be 10', request_id: 'r-1' };
    },
    code: 1,
    says: [/submit +DIFFERS +the table says that .*refused \(invalid-request\): .*duration must be 10/],
  },
  'codes and statuses of errors, a price, and what is in the file': {
    alter(answer) {
      const { status, body } = answer;
      if (status === 400) answer.body = { ...body, code: 1999 };
      if (status === 401) Object.assign(answer, { status: 418, body: { ...body, code: 1777 } });
      if (dataOf(answer)['task_status'] === 'succeed') change(answer, { final_unit_deduction: '3' });
    },
    film: () => ({ seconds: 8, width: 640, height: 480, hasSound: true }),
    code: 1,
    says: [
      /unknown id +DIFFERS +expected not-found, got provider-unavailable \(.*1999/,
      /the service's code is 1999 instead of 1201/,
      /wrong key +DIFFERS +expected authentication, got provider-unavailable/,
      /HTTP 418 instead of 401/,
      /price +DIFFERS +costs 0\.42 USD; the table says 0\.21 USD/,
      /Price in the table: /,
      /video file +DIFFERS +asked for 5 s, the file is 8 s long/,
      /asked for 16:9, the file has 640x480/,
      /the table says 720p, the file has 640x480/,
      /expected no sound, the file has sound/,
    ],
  },
  'what is new and read past: it holds': {
    alter(answer) {
      if (isSubmit(answer)) change(answer, { shard: { name: 'a7' } });
      if (answer.status === 401) answer.status = 403;
    },
    code: 0,
    says: [
      /wrong key +held +HTTP 403 instead of 401\n/,
      /submit +held +new field data\.shard \(object\)\n/,
      /### kling \(official\): answers hold news/,
    ],
  },
};

it.concurrent.for(Object.entries(planted))(
  'kling (official): tells of %s',
  async ([, { code, says, ...alterations }], { onTestFinished: atEnd }) => {
    const film = await filmOf('kling', 'official');
    const vid = await openAltered({ film: () => film, ...alterations }, { atEnd });
    const result = await vid.run('verify', 'kling:official', '--max-cost', '1 USD');
    for (const pattern of says) expect(result.stdout).toMatch(pattern);
    expect(result.code).toBe(code);
    // A row that did not hold is not marked.
    expect(existsSync(join(vid.home, 'state/overrides.json'))).toBe(code === 0);
    expect(vid.billed()).toBe(1);
  },
);

it('is one bill, killed while it sends and repeated: the submission is looked up', async () => {
  const film = await filmOf('kling', 'official');
  const reached = Promise.withResolvers<void>();
  let isFirst = true;
  const vid = await openAltered({
    film: () => film,
    async alter(answer) {
      if (!isSubmit(answer) || !isFirst) return;
      isFirst = false;
      reached.resolve();
      // The answer is lost.
      await new Promise(() => undefined);
    },
  });
  const first = vid.start('verify', 'kling:official', '--max-cost', '1 USD');
  await reached.promise;
  first.child.kill('SIGKILL');
  await first.ended;
  const again = await vid.later(20).run('verify', 'kling:official', '--max-cost', '1 USD');
  expect(again.stderr).toContain('started earlier');
  expect(again.stdout).toMatch(/submit +not checked +the answer was lost; a look-up found the task/);
  expect(again.stdout).toMatch(/video file +held/);
  expect({ code: again.code, billed: vid.billed() }).toEqual({ code: 0, billed: 1 });
});

it('is one bill, killed while it waits and repeated; without consent it does not go on', async () => {
  const film = await filmOf('kling', 'gateway');
  const reached = Promise.withResolvers<void>();
  const vid = await openAltered({
    film: () => film,
    alter(answer) {
      if (isQuery(answer)) reached.resolve();
    },
  });
  const command = ['verify', 'kling:gateway', '--yes'];
  const first = vid.start(...command);
  await reached.promise;
  first.child.kill('SIGKILL');
  await first.ended;
  expect((await vid.run('verify', 'kling:gateway')).code).toBe(0);
  const again = await vid.later(20).run(...command);
  expect({ code: again.code, billed: vid.billed() }).toEqual({ code: 0, billed: 1 });
});

const workOf = (vid: Vid) => join(vid.home, 'state/verify/kling-official.json');
const keepWork = (vid: Vid, text: string) => {
  mkdirSync(dirname(workOf(vid)), { recursive: true });
  writeFileSync(workOf(vid), text);
};

/** Ends the process when it has opened the file of its work, before a byte is written. */
const dying = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { writeFileSync } = fs;
fs.writeFileSync = (file, text, options) => {
  if (!String(file).includes('kling-official.json')) return writeFileSync(file, text, options);
  writeFileSync(file, '', options);
  process.kill(process.pid, 'SIGKILL');
  for (;;);
};
syncBuiltinESMExports();`;

it('is one bill, killed while it begins and repeated', async () => {
  const vid = await openVid();
  const command = ['verify', 'kling:official', '--yes'];
  const preloaded = `--import=data:text/javascript,${encodeURIComponent(dying)}`;
  expect((await vid.with({ NODE_OPTIONS: preloaded }).run(...command)).code).toBeNull();
  expect(vid.billed()).toBe(0);
  const { stdout } = await vid.run(...command);
  expect(stdout).toMatch(/submit +held/);
  expect(vid.billed()).toBe(1);
});

it('names the file of an earlier video that it cannot read, and pays nothing', async () => {
  const vid = await openVid();
  keepWork(vid, '');
  const { code, stderr } = await vid.run('verify', 'kling:official', '--yes');
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(workOf(vid)) });
  expect((await vid.run('verify', 'kling:official', '--free')).code).toBe(0);
  expect(existsSync(workOf(vid))).toBe(true);
  expect(vid.billed()).toBe(0);
});

it('tells the id of an earlier video that the table no longer takes; --free keeps it', async () => {
  const vid = await openVid();
  const request = { model: 'kling:kling-v0 (official)', prompt: 'a cat' };
  keepWork(vid, JSON.stringify({ id: 'begun', request, exchanges: [] }));
  expect((await vid.run('verify', 'kling:official', '--free', '--yes')).code).toBe(0);
  expect(existsSync(workOf(vid))).toBe(true);
  expect((await vid.run('verify', 'kling:official', '--yes')).stderr).toContain('vid wait begun\n');
  expect(vid.billed()).toBe(1);
});

it('ends with 4 where nobody can look up what was sent', async () => {
  const vid = await openVid({ faults: [{ on: 'submit', kind: 'accepted-cut' }] });
  const { code, stdout } = await vid.run('verify', 'kling:gateway', '--yes');
  expect(stdout).toMatch(/submit +not checked +it is not known whether a task exists; it may be billed/);
  expect({ code, billed: vid.billed() }).toEqual({ code: 4, billed: 1 });
});

it.concurrent.for([
  ['kling:official', 504, 0, /submit +not checked +the answer was lost; a look-up found the task/],
  ['kling:gateway', 502, 4, /submit +not checked +it is not known whether a task exists; it may be billed/],
] as const)(
  '%s: %i on submit says nothing of the service',
  async ([name, status, code, says], { onTestFinished: atEnd }) => {
    const [service = '', api = ''] = name.split(':');
    const film = await filmOf(service, api);
    const alter = (answer: Answer) => {
      if (isSubmit(answer)) Object.assign(answer, { status, body: { message: 'Bad gateway' } });
    };
    const vid = await openAltered({ film: () => film, alter }, { atEnd });
    const result = await vid.run('verify', name, '--yes');
    expect(result.stdout).toMatch(says);
    expect(result.stdout).not.toContain('DIFFERS');
    expect({ code: result.code, billed: vid.billed() }).toEqual({ code, billed: 1 });
    expect(existsSync(join(vid.home, 'state/overrides.json'))).toBe(false);
  },
);

it('each run has a recording of its own', async () => {
  const vid = await openVid();
  await Promise.all([1, 2, 3].map(() => vid.run('verify', 'kling:official', '--free')));
  expect(recordingsIn(vid)).toHaveLength(3);
});

it('pays nothing without consent, or with --free', async () => {
  const vid = await openVid();
  const unpaid = await vid.run('verify', 'kling:official');
  expect(unpaid).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/unknown id +held\n.*wrong key +held\n/),
  });
  expect(unpaid.stdout).toContain("costs money; pass --max-cost '2 USD'");
  expect((await vid.run('verify', 'kling:official', '--free', '--yes')).code).toBe(0);
  expect(vid.billed()).toBe(0);
});

it('pays nothing beyond the limit, which is for all together', async () => {
  const vid = await openVid();
  const dear = await vid.run('verify', 'kling:official', '--max-cost', '0.05 USD');
  expect(dear).toMatchObject({ code: 5, stdout: expect.stringContaining('no video fits --max-cost') });
  expect(vid.billed()).toBe(0);
  const both = await vid.run('verify', 'kling:official', 'runway:official', '--max-cost', '0.25 USD');
  expect(both.stdout).toContain('no video fits --max-cost');
  expect(vid.billed()).toBe(1);
});

it('names what it does not know, and the variables of a key that is missing', async () => {
  const vid = await openVid({ env: { RUNWAYML_API_SECRET: '' } });
  expect(await vid.run('verify', 'klling')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Did you mean "kling"?'),
  });
  expect(await vid.run('verify', 'runway:official')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('RUNWAYML_API_SECRET'),
  });
  expect(vid.simulator.requests).toEqual([]);
});

it('stops at a key that is refused', async () => {
  const vid = await openVid({ env: { KLINGAI_API_KEY: 'sk-of-somebody-else' } });
  const { code, stdout } = await vid.run('verify', 'kling:official', '--yes');
  expect(stdout).toMatch(/unknown id +not checked +the service refused your key/);
  expect({ code, billed: vid.billed() }).toEqual({ code: 3, billed: 0 });
});

it('keeps keys, signed links and other people’s tasks out of all that it writes', async () => {
  // Not of a form by which anybody knows a key.
  const key = 'planted8c1f29d07b';
  const signed = 'https://cdn.example.com/x.png?X-Amz-Signature=5d1f0c9a77';
  const keys = () =>
    Object.entries(vid.environment).flatMap(([name, value]) =>
      /KEY|TOKEN|SECRET/.test(name) ? [value] : [],
    );
  const vid: Vid = await openAltered(
    {
      alter(answer) {
        answer.body = {
          ...answer.body,
          echo: `your keys ${keys().join(' ')}`,
          auth: answer.key,
          preview: signed,
        };
        const { items } = answer.body;
        if (Array.isArray(items))
          answer.body = { ...answer.body, items: [{ id: 'other', prompt: 'a private film' }] };
      },
    },
    { apiKey: key },
  );
  const result = await vid.run('verify', 'seedance:ark', 'kling', '--yes', '--out', 'seen.json');
  expect(result.stdout).toContain('new field echo (text)');
  const folder = join(vid.home, 'state/verify');
  const written = [
    join(vid.home, 'seen.json'),
    ...readdirSync(folder).map((name) => join(folder, name)),
    join(vid.home, 'state/overrides.json'),
  ].filter((file) => file.endsWith('.json') && existsSync(file));
  const texts = [result.stdout, result.stderr, ...written.map((file) => readFileSync(file, 'utf8'))];
  expect(texts.join('')).toContain('https://cdn.example.com/x.png?…');
  expect(keys()).toContain(key);
  for (const secret of [...keys(), 'X-Amz-Signature', 'a private film'])
    expect(texts.join('')).not.toContain(secret);
});

it('marks the row that held in the overrides, whose other words stay; models and plans show it', async () => {
  const film = await filmOf('kling', 'official');
  const vid = await openAltered({ film: () => film });
  await vid.run('verify', 'kling:official', '--yes');
  await vid.run('verify', 'kling:official', '--max-cost', '1 USD');
  // Each that has told its end was another video.
  expect(vid.billed()).toBe(2);
  const file = join(vid.home, 'state/overrides.json');
  const today = new Date().toISOString().slice(0, 10);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    source: 'vid verify',
    models: { 'kling:kling-v2-6 (official)': { verified: [{ mode: 'text-to-video', on: today }] } },
  });
  expect((await vid.run('models', 'kling:kling-v2-6 (official)')).stdout).toContain(`verified ${today}`);
  const plan = await vid.run('plan', 'a cat', '-d', '5', '-m', 'kling:kling-v2-6 (official)', '--why');
  expect(plan.stdout).toContain(`verified ${today}`);
  expect(plan.stdout).not.toContain('overrides');
});

it('--simulate: every service, without keys or cost, in Chinese', async () => {
  const vid = await openVid({ env: { LANG: 'zh_CN.UTF-8' } });
  const { code, stdout, stderr } = await vid.run('verify', 'jimeng:official', '--simulate');
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('模拟') });
  expect(stdout).toMatch(/状态 +一致/);
  expect(vid.simulator.requests).toEqual([]);
});
