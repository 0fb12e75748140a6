import { useMemo, useSyncExternalStore } from 'react';

/** The page's views, in the order of its navigation. */
export const views = ['compare', 'services', 'models', 'history'] as const;
export type View = (typeof views)[number];

export interface Route {
  readonly view: View;
  /** What stands behind the `?` inside the hash; each view reads its own. */
  readonly query: URLSearchParams;
}

/** `#/models?needs=watermark`. Anything else is the comparison; a `&request=` behind the view is its own. */
export function readHash(hash: string): Route {
  const [, path, query = ''] = /^#?\/?([^?&]*)(?:\?(.*))?/s.exec(hash) ?? [];
  return { view: views.find((view) => view === path) ?? 'compare', query: new URLSearchParams(query) };
}

export function hrefOf(view: View, query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `#/${view}${search === '' ? '' : `?${search}`}`;
}

function subscribe(listener: () => void) {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** Where the address says that we are. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => readHash(hash), [hash]);
}
