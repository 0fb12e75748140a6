import { readFileSync } from 'node:fs';
import { knownServices } from '@vid/ai-sdk';
import { allProviders } from '@vid/providers';
import { expect, it } from 'vitest';
import { packageOf, ways } from '../capabilities/ways.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('docs/capabilities/ways.md');

it('each model of each table stands in the page of ways, with its maker', () => {
  for (const { id, apis, models: kind } of allProviders) {
    if (kind === 'declared') continue;
    const known = apis.flatMap(({ create }) => create({}).capabilities.models.map(({ model }) => model));
    const own = ways.find((one) => one.id === id);
    const told =
      own === undefined ? ways.flatMap(({ openrouter }) => openrouter) : [...own.own, ...own.gateway];
    expect(told.toSorted()).toEqual(known.toSorted());
    for (const model of known) expect(page).toContain(`\`${model}\``);
  }
  expect(ways.find(({ id }) => id === 'kling')?.openrouter).toContain('kwaivgi/kling-v3.0-pro');
});

it('each package of the AI SDK that was probed stands there and in both READMEs', () => {
  expect(ways.flatMap(({ aiSdk }) => aiSdk).toSorted()).toEqual([...knownServices].toSorted());
  for (const text of [page, read('README.md'), read('README.zh-CN.md')])
    for (const service of knownServices) expect(text).toContain(`\`${packageOf(service)}\``);
});
