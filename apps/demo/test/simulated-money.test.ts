import type { Candidate } from '@vid/core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { figureOf } from '../src/page/history/export-menu.tsx';
import { LanguageProvider } from '../src/page/language.tsx';
import { GenerateBar } from '../src/page/plan/generate.tsx';
import { billOf, totalOf } from '../src/page/runs/run-facts.ts';
import { choicesOf, SetupContext } from '../src/page/setup.ts';
import { languages } from './languages.ts';
import { madeUpRun } from './made-up-runs.ts';

// The page listens to its window as it is loaded.
vi.hoisted(() => vi.stubGlobal('addEventListener', () => {}));

const { messages } = languages.en;
const dollars = (amount: number) => ({ amount, currency: 'USD' });
const run = (provider: string, real: boolean, amount: number) =>
  madeUpRun({ provider, real, estimate: dollars(amount) });
const mixed = [run('paid', true, 1), run('free', false, 2), run('free', false, 4)];

test('a total is of real money, where there is any', () => {
  expect(totalOf(mixed, messages)).toBe('≈ $1.00');
  expect(totalOf(mixed.slice(1), messages)).toBe('≈ $6.00');
});

test('a simulated bill is none', () => {
  const billed = { ...run('free', false, 2), cost: dollars(2) };
  expect(billOf(billed, messages)).toBe('$2.00 (simulated, not billed)');
  expect(billOf(billed, languages.zh.messages)).toBe('US$2.00（模拟，不计费）');
});

/** The words beside the button, for one video of each of these. */
function barOf(...providers: readonly ('paid' | 'free')[]): string {
  const connections = (['paid', 'free'] as const).map((provider) => ({
    provider,
    api: 'official',
    code: { package: '', factory: '' },
    keyVariables: [],
    name: { en: provider, zh: provider },
    state: provider === 'paid' ? ('real' as const) : ('simulated' as const),
  }));
  const setup = {
    capabilities: { models: [] },
    everything: { models: [] },
    choices: choicesOf(connections, {}),
    durations: [],
    storeOf: () => undefined,
    choose: () => undefined,
  };
  const videos = providers.map((provider): Candidate => ({
    provider,
    api: 'official',
    model: 'one',
    evidence: 'documented',
    warnings: [],
    defaults: {},
    added: {},
    adjustments: [],
    price: dollars(provider === 'paid' ? 1 : 2),
  }));
  const bar = createElement(GenerateBar, {
    videos,
    busy: false,
    waits: false,
    obstacle: '',
    onGenerate: () => {},
  });
  return renderToStaticMarkup(
    createElement(LanguageProvider, {
      start: { language: 'en', words: messages },
      children: createElement(SetupContext, { value: setup }, bar),
    }),
  );
}

test('the bar says what will be paid, as the question before it does', () => {
  expect(barOf('paid', 'free', 'free')).toContain('$1.00');
  expect(barOf('paid', 'free', 'free')).not.toContain('$5');
  expect(barOf('free', 'free')).toContain('$4.00');
});

test('an exported run says that it was simulated', async () => {
  const kept = { notes: {}, winners: {} };
  const figures = await Promise.all(
    mixed
      .slice(0, 2)
      .map((one) => figureOf(one, kept, { kind: 'linked', messages, nameOf: ({ model }) => model })),
  );
  expect(figures.map((figure) => figure.includes('simulated'))).toEqual([false, true]);
});
