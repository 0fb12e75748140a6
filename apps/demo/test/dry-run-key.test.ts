import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { CopiedCode } from '../src/page/code/copied-code.tsx';
import { LanguageProvider } from '../src/page/language.tsx';
import { DryRun } from '../src/page/plan/dry-run.tsx';
import { languages } from './languages.ts';

// The page listens to its window as it is loaded.
vi.hoisted(() => vi.stubGlobal('addEventListener', () => {}));

const request = {
  prompt: 'a cat',
  firstFrame: { data: new Uint8Array(100_000), mediaType: 'image/png' },
};
const connection = {
  provider: 'acme',
  api: 'official',
  code: { package: '@vid/acme', factory: 'createAcme' },
  keyVariables: [],
  name: { en: 'Acme', zh: 'Acme' },
  state: 'simulated' as const,
};

test.each([
  createElement(DryRun, { request, model: 'acme:acme-1', api: 'official' }),
  createElement(CopiedCode, { request, model: 'acme:acme-1', connection }),
])('no render writes out the bytes of a file %#', (part) => {
  const client = new QueryClient();
  renderToStaticMarkup(
    createElement(LanguageProvider, {
      start: { language: 'en', words: languages.en.messages },
      children: createElement(QueryClientProvider, { client }, part),
    }),
  );
  const keys = client
    .getQueryCache()
    .getAll()
    .map(({ queryHash }) => queryHash);
  expect(keys).toHaveLength(1);
  expect(keys[0]).toContain('a cat');
  expect(keys[0]?.length).toBeLessThan(1_000);
});
