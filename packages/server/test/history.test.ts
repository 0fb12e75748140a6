import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { VideoJob } from '@vid/core/journal';
import { listenAt, mediaFolder, openHistory } from '@vid/server/node';
import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { temporaryFolder } from './fixture.ts';

const facts = z.object({ id: z.string() });
const asked = z.object({ prompt: z.string() });

function open(folder = temporaryFolder()) {
  const database = new DatabaseSync(join(folder, 'history.sqlite'));
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  database.exec('PRAGMA journal_mode = WAL');
  const history = openHistory(database, {
    facts: (json) => z.parse(facts, json),
    asked: (json) => z.parse(asked, json),
  });
  return { history, database, folder };
}

const input = (id: string, prompt = 'A cat', fingerprint = `print of ${id}`) => ({
  id,
  fingerprint,
  words: prompt,
  facts: { id },
  asked: { prompt },
});
const idsOf = (entries: readonly { readonly facts: { readonly id: string } }[]) =>
  entries.map((entry) => entry.facts.id);
const model = { provider: 'acme', api: 'direct', model: 'brook-2' };
const at = '2026-11-29T00:00:00.000Z';
const known = { owner: '', fingerprint: '', createdAt: at, updatedAt: at, model, failures: 0 };
const failed: VideoJob = {
  ...known,
  id: '1',
  phase: 'failed',
  task: { ...model, id: '7', status: 'failed', failure: { reason: 'unknown', message: 'no' } },
};

it('has pages, newest first, and finds words whatever their case', () => {
  const { history } = open();
  history.add(['1', '2', '3', '4'].map((id) => input(id, id === '2' ? 'A DOG' : 'A cat')));
  const first = history.page({ limit: 2 });
  expect(idsOf(first.entries)).toEqual(['4', '3']);
  const second = history.page({ limit: 2, before: first.next });
  expect([idsOf(second.entries), second.next]).toEqual([['2', '1'], undefined]);
  expect(idsOf(history.page({ search: 'dog' }).entries)).toEqual(['2']);
});

it('finds entries by one of their facts, page by page, and none that is deleted', () => {
  const { history } = open();
  const of = (id: string, group: string) => ({ ...input(id), facts: { id, group } });
  history.add([of('1', 'a'), of('2', 'b'), of('3', 'a'), of('4', '"a"'), of('5', 'a')]);
  history.delete('3');
  const first = history.page({ limit: 1, fact: ['group', 'a'] });
  expect(idsOf(first.entries)).toEqual(['5']);
  const second = history.page({ limit: 1, fact: ['group', 'a'], before: first.next });
  expect([idsOf(second.entries), second.next]).toEqual([['1'], undefined]);
  expect(history.page({ fact: ['none', 'a'] }).entries).toEqual([]);
});

it('reads no more of the history for a page of an indexed fact than that page, also of one from before the index', () => {
  const { history, database } = open();
  const group = "the comparison's";
  const of = (id: string) => ({ ...input(id), facts: { id, [group]: id } });
  history.add([of('1'), of('2'), of('3')]);
  history.delete('2');
  const statements: string[] = [];
  const prepare = database.prepare.bind(database);
  database.prepare = (sql) => {
    statements.push(sql);
    return prepare(sql);
  };
  const text = { facts: (json: unknown) => z.parse(facts, json), asked: (json: unknown) => json };
  const indexed = openHistory(database, { ...text, indexed: [group] });
  indexed.add([of('4')]);
  indexed.delete('3');
  expect(idsOf(indexed.page({ fact: [group, '1'] }).entries)).toEqual(['1']);
  expect(indexed.page({ fact: [group, '3'] }).entries).toEqual([]);
  const plan = prepare(`EXPLAIN QUERY PLAN ${statements.at(-1) ?? ''}`)
    .all({ before: 9, search: '', value: '1', limit: 2 })
    .map(({ detail }) => detail);
  expect(plan).toEqual([expect.stringMatching(/^SEARCH history USING INDEX history_fact_/)]);
});

it('adds all or none, and an id stands for one thing, also when its entry is deleted', () => {
  const { history } = open();
  history.add([input('1', 'A cat', 'same')]);
  expect(() => history.add([input('2'), input('1')])).toThrow(/UNIQUE/);
  expect(history.get('2')).toBeUndefined();
  history.add([input('2', 'A cat', 'same')]);
  expect(history.latestOf('same')?.facts.id).toBe('2');
  history.delete('2');
  expect(history.get('2')).toBeUndefined();
  expect(history.asked('2')).toBeUndefined();
  expect(history.headOf('2')).toEqual({ fingerprint: 'same', isDeleted: true });
  expect(history.latestOf('same')?.facts.id).toBe('1');
});

it('leaves nothing of what was asked for in any file once it is deleted', () => {
  const { history, folder } = open();
  const bytes = () =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('');
  history.add([input('1', 'planted-4f1c')]);
  expect(bytes()).toContain('planted-4f1c');
  expect(history.anyAsks('planted-4f1c')).toBe(true);
  history.delete('1');
  expect(bytes()).not.toContain('planted-4f1c');
  expect(history.anyAsks('planted-4f1c')).toBe(false);
});

it('knows the end of a task once, why nothing was sent, and what goes on beside the newest', () => {
  const { history, database, folder } = open();
  history.add(['1', '2', '3'].map((id) => input(id)));
  expect(idsOf(history.latest(1))).toEqual(['1', '2', '3']);
  history.follow(failed);
  const end = history.get('1')?.finishedAt;
  history.follow(failed);
  expect(end).toBeTypeOf('number');
  expect(history.get('1')?.finishedAt).toBe(end);
  history.refuse('2', { code: 'stopped', message: 'by a person' });
  expect(idsOf(history.latest(1))).toEqual(['3']);
  database.close();
  const again = open(folder).history;
  expect(again.get('2')?.refused).toEqual({ code: 'stopped', message: 'by a person' });
  expect(again.get('1')?.finishedAt).toBe(end);
});

const png = Buffer.from('\x89PNG\r\n\x1a\n and the rest', 'latin1');

it('keeps the files of a request once, and answers pictures only, under names that lead nowhere else', async () => {
  const folder = join(temporaryFolder(), 'media');
  const media = mediaFolder(folder);
  const file = { base64: png.toString('base64') };
  const kept = media.keep({ firstFrame: file, references: [file, 'https://a.example/b.png'] }, (name) => ({
    name,
  }));
  const [name = ''] = readdirSync(folder);
  expect(readdirSync(folder)).toHaveLength(1);
  expect(kept).toEqual({ firstFrame: { name }, references: [{ name }, 'https://a.example/b.png'] });
  const answer = await media.answer(name);
  expect(answer?.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from((await answer?.bytes()) ?? []).equals(png)).toBe(true);
  const store = media.store('here', 'https://host.example/media');
  const put = await store.put({ field: 'firstFrame', content: new Blob([Uint8Array.from(png)]) }, {});
  expect(put.url).toBe(`https://host.example/media/${name}`);
  mkdirSync(join(folder, 'x'));
  for (const other of ['x', '../media', '%2e%2e', '0'.repeat(64), media.put(Buffer.from('<svg onload="x">'))])
    expect(await media.answer(other)).toBeUndefined();
  await media.delete(name);
  expect(await media.answer(name)).toBeUndefined();
});

it('listens at another port only where nobody wanted one', async () => {
  const taken = Object.assign(new Error('taken'), { code: 'EADDRINUSE' });
  const listen = async (port: number) => {
    if (port === 80) throw taken;
    return port;
  };
  expect(await listenAt(undefined, 80, listen)).toBe(0);
  expect(await listenAt(81, 80, listen)).toBe(81);
  await expect(listenAt(80, 81, listen)).rejects.toMatchObject({
    message: 'Another program has port 80: name another one, or 0 for any.',
    cause: taken,
  });
});
