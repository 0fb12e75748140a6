import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allProviders } from '@vid/providers';
import { unlisted } from '@vid/providers/check';
import { expect, it, onTestFinished } from 'vitest';

it('every package that is tagged as a provider is in the list', () => {
  expect(unlisted()).toEqual([]);
});

it('a provider that is not in the list is told by its name', () => {
  const root = mkdtempSync(join(tmpdir(), 'vid-list-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const add = (folder: string, name: string, tag: string) => {
    mkdirSync(join(root, 'packages', folder), { recursive: true });
    writeFileSync(join(root, 'packages', folder, 'package.json'), JSON.stringify({ name }));
    writeFileSync(join(root, 'packages', folder, 'turbo.json'), JSON.stringify({ tags: [tag] }));
  };
  add('forgotten', '@vid/forgotten', 'provider');
  add('core', '@vid/core', 'core');
  for (const { id, package: name } of allProviders) add(id, name, 'provider');
  expect(unlisted(root)).toEqual(['@vid/forgotten']);
});

it.each(allProviders)('$id: what it says of itself is what its providers are', ({ id, apis }) => {
  expect(apis.length).toBeGreaterThan(0);
  for (const { api, keys, create } of apis) {
    const { id: created, capabilities } = create({});
    expect(created).toBe(id);
    for (const model of capabilities.models) expect(model).toMatchObject({ provider: id, api });
    for (const way of keys) {
      const settings = Object.fromEntries(Object.keys(way).map((setting) => [setting, 'key']));
      expect(create({ ...settings, baseUrl: 'http://127.0.0.1:40009' }).id).toBe(id);
    }
  }
});
