import { createMemoryHistory } from '@tanstack/history';
import { expect, test, vi } from 'vitest';
import { createPageAddress } from '../src/page/address/page-address.ts';
import { languages } from './languages.ts';

const { messages } = languages.en;
const file = { data: Uint8Array.of(1), mediaType: 'image/png' };
const long = { prompt: 'a cat '.repeat(4_000), firstFrame: file };

function open() {
  const history = createMemoryHistory({ initialEntries: ['/create'] });
  return { history, page: createPageAddress(messages, history) };
}

test('a request that is too long for an address is there again after another view', () => {
  const { history, page } = open();
  page.set({ request: long, times: 2 });
  expect(history.location.href).toBe('/create?times=2');
  const before = page.read();
  history.push('/history');
  expect(page.read().view).toBe('history');
  history.back();
  expect(page.read()).toMatchObject({ view: 'create', request: long, times: 2, missingFiles: [] });
  // The same one: what is typed and not yet a request stays, too.
  expect(page.read().request).toBe(before.request);
});

test('each step back is to its own request, however long', () => {
  const { history, page } = open();
  const told = vi.fn<() => void>();
  page.subscribe(told);
  const other = { prompt: 'a dog '.repeat(4_000) };
  page.set({ request: long });
  page.set({ request: { prompt: 'short' } });
  page.set({ request: other });
  const back = () => {
    told.mockClear();
    history.back();
    expect(told).toHaveBeenCalledTimes(1);
    return page.read().request;
  };
  expect(back()).toEqual({ prompt: 'short' });
  expect(back()).toEqual(long);
  expect(back()).toBeUndefined();
});
