import { createHashHistory, type RouterHistory } from '@tanstack/history';
import type { VideoRequest } from '@vid/core';
import { createContext, use, useSyncExternalStore } from 'react';
import type { Words } from '../messages.ts';
import { fieldsWhere, fileFields } from '../request-json.ts';
import {
  type Composition,
  linkOf,
  maxLinkLength,
  noComposition,
  pathOf,
  readLink,
  readPath,
} from './codec.ts';
import type { Place } from './place.ts';

declare module '@tanstack/history' {
  interface HistoryState {
    /** The page wrote this address: what it leaves out is at its default, and not as it was before. */
    page?: true;
    /** What `linkOf` wrote of a request that is too long for an address. */
    long?: string;
  }
}

export interface PageState extends Place, Composition {
  /** With its files, which no address holds. Missing: the one that the page starts with, or a link that cannot be read. */
  readonly request: VideoRequest | undefined;
  /** Fields whose files the link leaves out, and that nobody has chosen in this visit. */
  readonly missingFiles: readonly string[];
}

type PageChange = Partial<Omit<PageState, 'link' | 'missingFiles'>>;

export interface PageAddress {
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => PageState;
  /** Changes with the same `step` in a row are one step back; without one, each is its own. */
  readonly set: (change: PageChange, step?: string) => void;
}

/** Longer than the pause between two keys; browsers count how often a page writes its address. */
const settledAfterMs = 300;

const linkIn = (request: VideoRequest | undefined): string | undefined => {
  const link = request === undefined ? undefined : linkOf(request);
  return link === undefined || link.length > maxLinkLength ? undefined : link;
};

/** Of a request that the address leaves out for its length. */
const longLinkOf = ({ link, request }: PageState): string | undefined =>
  link === undefined && request !== undefined ? linkOf(request) : undefined;

/** Keeps the address like the page, and the page like the address. */
export function createPageAddress(words: Words, history: RouterHistory = createHashHistory()): PageAddress {
  const listeners = new Set<() => void>();
  const written = () => {
    const long = longLinkOf(state);
    return { page: true, ...(long !== undefined && { long }) } as const;
  };
  /** The files that were chosen in this visit: no link has them. */
  let files: VideoRequest = {};
  let state: PageState = {
    ...noComposition,
    view: 'create',
    comparison: undefined,
    query: new URLSearchParams(),
    request: undefined,
    missingFiles: [],
  };
  let step: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const composedAs = (composed: Composition, long: string | undefined): Partial<PageState> => {
    const link = composed.link ?? long;
    if (link !== undefined && link === (state.link ?? longLinkOf(state))) return composed;
    const reading = link === undefined ? undefined : readLink(link, words);
    if (reading?.ok !== true) return { ...composed, request: undefined, missingFiles: [] };
    const known = fieldsWhere(files, (field) => reading.files.includes(field));
    return {
      ...composed,
      request: { ...reading.request, ...known },
      missingFiles: reading.files.filter((field) => !(field in known)),
    };
  };
  /** Where the browser is now. */
  const arrive = () => {
    const { href, pathname, search, state: entry } = history.location;
    const { composed, ...place } = readPath(pathname, search);
    // A link from another view need not tell what is composed.
    const told = composed ?? (entry.page === true && place.view === 'create' ? noComposition : undefined);
    state = { ...state, ...place, ...(told !== undefined && composedAs(told, entry.long)) };
    step = undefined;
    const path = pathOf(state);
    if (entry.page !== true || path !== href) history.replace(path, written());
  };
  const flush = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    history.replace(pathOf(state), written());
    // Else what is pushed in the same moment takes its place.
    history.flush();
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  arrive();
  history.subscribe(({ location }) => {
    if (location.href === pathOf(state) && location.state.long === longLinkOf(state)) return;
    clearTimeout(timer);
    timer = undefined;
    arrive();
    tell();
  });
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: () => state,
    set: (change, next) => {
      const isNext = next === undefined || next !== step;
      if (isNext) flush();
      step = next;
      state = { ...state, ...change };
      if ('request' in change) {
        const request = change.request ?? {};
        files = { ...files, ...fileFields(request) };
        const missing = next === undefined ? [] : state.missingFiles.filter((field) => !(field in request));
        state = { ...state, link: linkIn(change.request), missingFiles: missing };
      }
      if (isNext) history.push(pathOf(state), written());
      else {
        clearTimeout(timer);
        timer = setTimeout(flush, settledAfterMs);
      }
      tell();
    },
  };
}

/** The address of this page with a request in it; `undefined`: too long for an address. */
export function addressOf(state: PageState, request: VideoRequest): string | undefined {
  const link = linkIn(request);
  return link === undefined
    ? undefined
    : new URL(`#${pathOf({ ...state, link })}`, window.location.href).href;
}

export const PageContext = createContext<PageAddress | undefined>(undefined);

export function usePageAddress(): PageAddress {
  const page = use(PageContext);
  if (page === undefined) throw new Error('There is no address around this.');
  return page;
}

/** A part of what the address says; renders when that part is another one. */
export function usePage<Part>(select: (state: PageState) => Part): Part {
  const { subscribe, read } = usePageAddress();
  return useSyncExternalStore(subscribe, () => select(read()));
}
