import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createRouter } from '@vid/core';
import { createJobs } from '@vid/core/journal';
import { openSqlite } from '@vid/core/sqlite';
import { createKling } from '@vid/kling';
import { expect, it } from 'vitest';
import { openVid } from './command.ts';

const model = 'kling:kling-v2-6 (official)';
const cat = ['generate', 'a cat', '-m', model, '--duration', '5', '--yes'];
/** A limit against hanging. */
const patient = { timeout: 60_000 };
const idIn = (text: string) => /^([a-z\d]{10}) · /m.exec(text)?.[1] ?? '';

it('--no-wait prints the id; query says not yet, wait brings it home, download later', async () => {
  const vid = await openVid({ speed: 0 });
  const { code, stdout } = await vid.run(...cat, '--no-wait');
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^[a-z\d]{10}\n$/) });
  const id = stdout.trim();
  expect(await vid.run('query', id)).toMatchObject({ code: 5, stdout: expect.stringContaining('queued') });
  expect(await vid.run('wait', id, '--timeout', '0.5')).toMatchObject({
    code: 5,
    stdout: '',
    stderr: expect.stringContaining(`vid wait ${id}`),
  });
  expect(await vid.run('download', id, 'cat.mp4')).toMatchObject({ code: 5 });
  vid.simulator.advance(3600);
  expect(await vid.run('wait', id.slice(0, 5))).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^http/),
  });
  expect(await vid.run('download', id, 'cat.mp4')).toMatchObject({ code: 0, stdout: 'cat.mp4\n' });
  expect(statSync(join(vid.home, 'cat.mp4')).size).toBeGreaterThan(1000);
  expect((await vid.run('list', '--json')).stdout).not.toContain('http');
  expect(vid.billed()).toBe(1);
});

it('a link that is dead for good is asked for once more, and the video can be fetched later', async () => {
  const vid = await openVid();
  const dead = vid.simulator.fault({ kind: 'expired', on: 'clip', status: 410, times: 'always' });
  const { code, stdout, stderr } = await vid.run(...cat, '-o', 'cat.mp4');
  const id = idIn(stderr);
  expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
  expect(stderr).toContain(`It is made and paid for, but not saved. Try again with: vid wait ${id} -o FILE`);
  expect(vid.simulator.requests.filter(({ path }) => path.startsWith('/clips/'))).toHaveLength(2);
  expect((await vid.run('list')).stdout).toContain('stalled');
  dead.remove();
  expect(await vid.run('wait', id, '-o', 'cat.mp4')).toMatchObject({ code: 0, stdout: 'cat.mp4\n' });
  expect(vid.billed()).toBe(1);
});

it('cancel: what has ended is said to be over, and a name moves no cursor', async () => {
  const vid = await openVid();
  const { stderr } = await vid.run(...cat, '--label', 'a\n\u001B[2Jcat');
  const id = idIn(stderr);
  expect(await vid.run('cancel', id)).toMatchObject({
    code: 2,
    stderr: `Too late to cancel: it is done; vid download ${id} FILE saves it.\n`,
  });
  const { stdout } = await vid.run('list');
  expect(stdout.split('\n')).toHaveLength(3);
  expect(stdout).toMatch(/  a \[2Jcat\n$/);
});

it('Ctrl+C ends the wait and not the task, and says how to go on', async () => {
  const vid = await openVid({ speed: 0 });
  const running = vid.start(...cat, '-o', 'cat.mp4');
  const id = idIn((await running.says(/· follow it with: vid wait \w+/)).input);
  await expect.poll(vid.billed, patient).toBe(1);
  running.child.kill('SIGINT');
  const { code, stdout, stderr } = await running.ended;
  expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
  expect(stderr).toContain(`Go on with: vid wait ${id}`);
  expect(existsSync(join(vid.home, 'cat.mp4'))).toBe(false);
  vid.simulator.advance(3600);
  expect(await vid.run('wait', id, '-o', 'cat.mp4')).toMatchObject({ code: 0, stdout: 'cat.mp4\n' });
  expect(vid.billed()).toBe(1);
});

it('a file that was asked for comes home, though another command saw the end first', async () => {
  const vid = await openVid({ speed: 0, env: { VID_INTERVAL_MS: '60000' } });
  const running = vid.start(...cat, '-o', 'cat.mp4');
  const id = idIn((await running.says(/· follow it with: vid wait \w+/)).input);
  await expect
    .poll(async () => (await vid.run('list', '--json')).stdout, patient)
    .toContain('"state":"queued"');
  vid.simulator.advance(3600);
  expect(await vid.run('query', id)).toMatchObject({ code: 0, stdout: expect.stringContaining('http') });
  expect(await running.ended).toMatchObject({ code: 0, stdout: 'cat.mp4\n' });
  expect(statSync(join(vid.home, 'cat.mp4')).size).toBeGreaterThan(1000);
  expect(vid.billed()).toBe(1);
});

it('a file that was asked for comes home, though another process has stored it elsewhere', async () => {
  const vid = await openVid({ speed: 0 });
  const id = (await vid.run(...cat, '--no-wait')).stdout.trim();
  const asked = vid.simulator.requests.length;
  const waiting = vid.with({ VID_INTERVAL_MS: '60000' }).start('wait', id, '-o', 'here.mp4');
  await expect.poll(() => vid.simulator.requests.length, patient).toBeGreaterThan(asked);
  const name = join(vid.home, 'there.mp4');
  writeFileSync(name, 'a film');
  const { jobs: store, close } = openSqlite(join(vid.home, 'state/vid.sqlite'));
  const storeThere = async () => {
    const { job, version } = (await store.get(id)) ?? {};
    if (job?.phase !== 'polling' || version === undefined) return undefined;
    const task = { ...job.task, status: 'succeeded' } as const;
    const videos = [{ file: { name, bytes: 6, mediaType: 'video/mp4' } }];
    return store.put({ ...job, phase: 'succeeded', task, videos }, { version });
  };
  // Again where the other process has put something in between.
  await expect.poll(storeThere, patient).toBeDefined();
  close();
  expect(await waiting.ended).toMatchObject({ code: 0, stdout: 'here.mp4\n' });
  expect(readFileSync(join(vid.home, 'here.mp4'), 'utf8')).toBe('a film');
});

it('killed while sending: wait finds the video where the service can look it up, and pays once', async () => {
  const vid = await openVid();
  vid.simulator.fault({ kind: 'accepted-hang', on: 'submit' });
  const running = vid.start(...cat);
  const id = idIn((await running.says(/· follow it with: vid wait \w+/)).input);
  await expect.poll(vid.billed, patient).toBe(1);
  running.child.kill('SIGKILL');
  await running.ended;
  expect(await vid.run('wait', id, '-o', 'cat.mp4')).toMatchObject({ code: 0, stdout: 'cat.mp4\n' });
  expect(vid.billed()).toBe(1);
});

it('killed while sending: where the service cannot look it up, it may be billed, and is never sent again', async () => {
  const vid = await openVid();
  vid.simulator.fault({ kind: 'accepted-hang', on: 'submit' });
  const lost = vid.start('generate', 'a cat', '-m', 'kling:kling-v2-6 (gateway)', '--yes');
  const id = idIn((await lost.says(/· follow it with: vid wait \w+/)).input);
  await expect.poll(vid.billed, patient).toBe(1);
  lost.child.kill('SIGKILL');
  await lost.ended;
  for (const _ of [1, 2])
    expect(await vid.later(20).run('wait', id)).toMatchObject({
      code: 4,
      stdout: '',
      stderr: expect.stringContaining('it may be billed'),
    });
  expect(vid.billed()).toBe(1);
});

it('a lost answer ends with 4 where nobody can tell', async () => {
  const vid = await openVid();
  vid.simulator.fault({ kind: 'accepted-cut', on: 'submit' });
  const { code, stderr } = await vid.run('generate', 'a cat', '-m', 'kling:kling-v2-6 (gateway)', '--yes');
  expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringContaining('it may be billed') });
  expect((await vid.run('spend')).stdout).toContain('unknown');
  expect(vid.billed()).toBe(1);
});

it('a task that fails ends with 1 and the words of the service', async () => {
  const vid = await openVid({ outcome: () => ({ failed: 'the cat ran away' }) });
  const { code, stdout, stderr } = await vid.run(...cat, '-o', 'cat.mp4');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('the cat ran away');
  expect(existsSync(join(vid.home, 'cat.mp4'))).toBe(false);
});

it('a refusal of the service ends with 3, and costs nothing', async () => {
  const vid = await openVid({ env: { KLINGAI_API_KEY: 'sk-wrong' } });
  const { code, stdout, stderr } = await vid.run(...cat);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('Refused: kling:kling-v2-6');
  expect((await vid.run('spend')).stderr).toContain('Nothing was spent');
  expect(vid.billed()).toBe(0);
});

it('cancel stops a task where the service can, and says whether it is billed', async () => {
  const vid = await openVid({ speed: 0 });
  const sent = await vid.run('generate', 'a cat', '-m', 'runway:gen4.5 (official)', '--yes', '--no-wait');
  const id = sent.stdout.trim();
  const { code, stdout, stderr } = await vid.run('cancel', id);
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${id}  canceled\n` });
  expect(stderr).toMatch(/billed/);
  expect(await vid.run('wait', id)).toMatchObject({ code: 1, stderr: expect.stringContaining('Canceled.') });
  const other = (await vid.run(...cat, '--no-wait')).stdout.trim();
  expect((await vid.run('cancel', other)).code).toBe(2);
});

it.each(['wait', 'query', 'cancel'])(
  '%s: an id that is none ends with 2, and the nearest is named',
  async (command) => {
    const vid = await openVid({ speed: 0 });
    const id = (await vid.run(...cat, '--no-wait')).stdout.trim();
    const wrong = `${id.slice(0, -1)}u`;
    expect(await vid.run(command, wrong)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`Did you mean ${id}`),
    });
  },
);

it('cancel: too late ends with 4 and says that it is billed', async () => {
  const vid = await openVid({ speed: 0 });
  const sent = await vid.run('generate', 'a cat', '-m', 'runway:gen4.5 (official)', '--yes', '--no-wait');
  const id = sent.stdout.trim();
  vid.simulator.advance(3600);
  expect(await vid.run('cancel', id)).toMatchObject({
    code: 4,
    stdout: `${id}  done\n`,
    stderr: expect.stringContaining(`vid download ${id}`),
  });
  expect(vid.billed()).toBe(1);
});

it('cancel: a task that had failed ends with 1 and the words of the service', async () => {
  const vid = await openVid({ speed: 0, outcome: () => ({ failed: 'the cat ran away' }) });
  const sent = await vid.run('generate', 'a cat', '-m', 'runway:gen4.5 (official)', '--yes', '--no-wait');
  const id = sent.stdout.trim();
  vid.simulator.advance(3600);
  const { code, stdout, stderr } = await vid.run('cancel', id);
  expect({ code, stdout }).toEqual({ code: 1, stdout: `${id}  failed\n` });
  expect(stderr).toContain('the cat ran away');
  expect(stderr).not.toContain('Canceled');
});

it('download: copies what was saved before; refuses what is gone, a file that exists and an id that two have', async () => {
  const vid = await openVid();
  const { stderr } = await vid.run(...cat, '-o', 'cat.mp4');
  const id = idIn(stderr);
  expect(await vid.run('download', id, 'copy.mp4')).toMatchObject({ code: 0, stdout: 'copy.mp4\n' });
  expect(statSync(join(vid.home, 'copy.mp4')).size).toBe(statSync(join(vid.home, 'cat.mp4')).size);
  expect(await vid.run('wait', id, '-o', 'copy.mp4')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('copy.mp4 exists'),
  });
  rmSync(join(vid.home, 'cat.mp4'));
  expect(await vid.run('download', id, 'other.mp4')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('no longer exists'),
  });
  const { journal, jobs: store, close } = openSqlite(join(vid.home, 'state/vid.sqlite'));
  const router = createRouter([createKling({ api: 'official' })]);
  for (const other of ['twin-a', 'twin-b'])
    await createJobs({ router, journal, store }).submit({ prompt: 'a dog', model }, { id: other });
  close();
  expect(await vid.run('query', 'twin')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('twin-a'),
  });
  expect(vid.billed()).toBe(1);
});

it('two processes share the books: both wait for one task, which is billed once', async () => {
  const vid = await openVid({ speed: 0 });
  const id = (await vid.run(...cat, '--no-wait')).stdout.trim();
  const waits = [vid.start('wait', id), vid.start('wait', id), vid.start(...cat)];
  await expect.poll(vid.billed, patient).toBe(2);
  vid.simulator.advance(3600);
  const results = await Promise.all(waits.map(({ ended }) => ended));
  expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(vid.billed()).toBe(2);
  const { stdout } = await vid.run('list');
  expect(stdout.match(/ done /g)).toHaveLength(2);
});

it('goes on with no job but its own: what a killed process left unsent is sent by a wait for it alone', async () => {
  const vid = await openVid();
  const { journal, jobs: store, close } = openSqlite(join(vid.home, 'state/vid.sqlite'));
  const router = createRouter([createKling({ api: 'official' })]);
  for (const id of ['left-alone', 'to-cancel'])
    await createJobs({ router, journal, store }).submit({ prompt: 'a dog', model }, { id });
  close();
  expect((await vid.run(...cat)).code).toBe(0);
  expect(await vid.run('query', 'left-alone')).toMatchObject({
    code: 5,
    stdout: expect.stringContaining('sending'),
  });
  expect(vid.billed()).toBe(1);
  expect(await vid.run('cancel', 'to-cancel')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('not billed'),
  });
  expect((await vid.run('wait', 'to-cancel')).code).toBe(1);
  expect(vid.billed()).toBe(1);
  expect((await vid.run('wait', 'left-alone')).code).toBe(0);
  expect(vid.billed()).toBe(2);
});

it('Ctrl+C again leaves at once, though the service does not answer', async () => {
  const vid = await openVid();
  vid.simulator.fault({ kind: 'accepted-hang', on: 'submit' });
  const running = vid.start(...cat);
  await running.says(/· follow it with: vid wait \w+/);
  await expect.poll(vid.billed, patient).toBe(1);
  running.child.kill('SIGINT');
  await running.says(/Ctrl\+C again/);
  running.child.kill('SIGINT');
  expect((await running.ended).code).toBe(130);
});

it('books that cannot be read are a fault, and no answer about a video', async () => {
  const vid = await openVid({ speed: 0 });
  await vid.run(...cat, '--no-wait');
  const database = new DatabaseSync(join(vid.home, 'state/vid.sqlite'));
  database.exec("UPDATE jobs SET job = '{'");
  database.close();
  expect(await vid.run('list')).toMatchObject({
    code: 70,
    stdout: '',
    stderr: expect.stringMatching(/^vid: /),
  });
});

it('wait without the key of the service says which variable is missing and ends; with the key it goes on', async () => {
  const vid = await openVid({ speed: 0 });
  const id = (await vid.run(...cat, '--no-wait')).stdout.trim();
  const env = { VID_STATE_DIR: join(vid.home, 'state'), KLINGAI_API_KEY: '' };
  const { code, stderr } = await (await openVid({ env })).run('wait', id);
  expect({ code, stderr }).toEqual({ code: 5, stderr: expect.stringContaining('KLINGAI_API_KEY') });
  vid.simulator.advance(3600);
  expect((await vid.run('wait', id)).code).toBe(0);
});

it('a refusal for the moment is told, and the request sent again', async () => {
  const vid = await openVid();
  // The first call of the library repeats it twice by itself.
  for (const _ of [1, 2, 3]) vid.simulator.fault({ kind: 'rate-limited', on: 'submit', retryAfter: 0 });
  const { code, stderr } = await vid.run(...cat);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Refused for the moment') });
  expect(vid.billed()).toBe(1);
});
