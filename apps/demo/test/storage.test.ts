import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('addEventListener', () => {});
});
afterEach(() => vi.unstubAllGlobals());

type SetItem = (place: string, text: string) => void;

const full = () => {
  throw new DOMException('It is full.', 'QuotaExceededError');
};

test('where the browser is full, what is shown goes on from what was shown before', async () => {
  const stored = JSON.stringify({ favourites: ['old'] });
  const setItem = vi.fn<SetItem>(full);
  vi.stubGlobal('localStorage', { getItem: () => stored, setItem });
  const { readKept, toggleFavourite, writeNote } = await import('../src/page/kept.ts');
  toggleFavourite('a');
  toggleFavourite('b');
  writeNote('run', 'a note');
  expect(readKept()).toMatchObject({ favourites: ['old', 'a', 'b'], notes: { run: 'a note' } });
  setItem.mockReset();
  toggleFavourite('c');
  const [, text] = setItem.mock.calls[0] ?? [];
  expect(JSON.parse(String(text))).toMatchObject({
    favourites: ['old', 'a', 'b', 'c'],
    notes: { run: 'a note' },
  });
});

test('another tab takes nothing away that this one could not write', async () => {
  let tell: ((event: { readonly key: string; readonly newValue: string }) => void) | undefined;
  vi.stubGlobal('addEventListener', (_: string, listener: typeof tell) => {
    tell = listener;
  });
  const setItem = vi.fn<SetItem>();
  vi.stubGlobal('localStorage', { getItem: () => null, setItem });
  const { readKept, toggleFavourite } = await import('../src/page/kept.ts');
  const elsewhere = (id: string) =>
    tell?.({ key: 'vid-kept', newValue: JSON.stringify({ favourites: [id] }) });
  elsewhere('theirs');
  expect(readKept().favourites).toEqual(['theirs']);
  setItem.mockImplementation(full);
  toggleFavourite('ours');
  elsewhere('more');
  expect(readKept().favourites).toContain('ours');
});

test('where storage is forbidden the page has a language, and takes another', async () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new DOMException('It is forbidden.', 'SecurityError');
    },
    setItem: full,
  });
  vi.stubGlobal('navigator', { languages: ['zh-CN'] });
  const { createChoice, startingLanguage } = await import('../src/page/language.tsx');
  expect((await startingLanguage()).language).toBe('zh');
  const told = Promise.withResolvers<unknown>();
  createChoice(told.resolve)('en');
  expect(await told.promise).toMatchObject({ language: 'en' });
  expect((await startingLanguage()).language).toBe('en');
});

test('of languages that are asked for the last is told of and stored, once it is loaded', async () => {
  const setItem = vi.fn<SetItem>();
  vi.stubGlobal('localStorage', { getItem: () => null, setItem });
  const { createChoice } = await import('../src/page/language.tsx');
  const { loadWords } = await import('../src/page/messages.ts');
  const words = await loadWords.en();
  const loads = { en: Promise.withResolvers<void>(), zh: Promise.withResolvers<void>() };
  const told = vi.fn<Parameters<typeof createChoice>[0]>();
  const choose = createChoice(told, async (language) => {
    await loads[language].promise;
    return { language, words };
  });
  choose('zh');
  choose('en');
  loads.en.resolve();
  await vi.waitUntil(() => told.mock.calls.length > 0);
  loads.zh.resolve();
  await loads.zh.promise;
  await Promise.resolve();
  expect(told.mock.calls).toEqual([[{ language: 'en', words }]]);
  expect(setItem.mock.calls).toEqual([['vid-language', 'en']]);
});

test('a language that does not load is told of, and not stored', async () => {
  const setItem = vi.fn<SetItem>();
  vi.stubGlobal('localStorage', { getItem: () => null, setItem });
  const { createChoice } = await import('../src/page/language.tsx');
  const told = Promise.withResolvers<unknown>();
  createChoice(told.resolve, () => Promise.reject(new Error('No such file.')))('zh');
  expect(await told.promise).toBeUndefined();
  expect(setItem).not.toHaveBeenCalled();
});
