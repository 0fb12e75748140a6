import type { VideoRequest } from '@vid/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import { requestFields } from '../request-json.ts';
import { linkIn, linkOf, maxLinkLength, withLink } from './request-link.ts';

/** Longer than the pause between two keys; browsers count how often a page writes its address. */
const settledAfterMs = 300;

export const currentLink = () => linkIn(window.location.hash);

/** The address of this page with the request in it; `undefined`: too long for an address. */
export function addressOf(request: VideoRequest): string | undefined {
  const link = linkOf(request);
  if (link.length > maxLinkLength) return undefined;
  const { origin, pathname, search, hash } = window.location;
  return `${origin}${pathname}${search}${withLink(hash, link)}`;
}

const startMark = 'the request that the page starts with';

function fieldsThatDiffer(a: VideoRequest, b: VideoRequest): readonly string[] {
  return requestFields.filter((field) => a[field] !== b[field]);
}

/**
 * Keeps the address like the request. Edits of one field in a row are one step back; `onTravel` hears which request
 * the person went to, `undefined` for the one that the page starts with.
 */
export function useLink(
  request: VideoRequest,
  untouched: boolean,
  onTravel: (link: string | undefined) => void,
): void {
  /** The field that was edited last, and whether its last edits are not in the address yet. */
  const step = useRef<{ readonly field: string; readonly waits: boolean }>(undefined);
  const shown = useRef(request);

  const write = useEffectEvent((how: 'pushState' | 'replaceState', what: VideoRequest) => {
    const link = linkOf(what);
    const { pathname, search, hash } = window.location;
    const address = `${pathname}${search}${withLink(hash, link.length > maxLinkLength ? undefined : link)}`;
    window.history[how](null, '', address);
  });
  const follow = useEffectEvent((): (() => void) | undefined => {
    const before = shown.current;
    shown.current = request;
    const present = currentLink();
    if (untouched || linkOf(request) === present) {
      step.current = undefined;
      return undefined;
    }
    const [field, ...others] = fieldsThatDiffer(before, request);
    if (field === undefined) {
      // Shown again after another view, whose address knew of no request.
      if (present === undefined) write('replaceState', request);
      return undefined;
    }
    if (others.length === 0 && field === step.current?.field) {
      step.current = { field, waits: true };
      const timer = setTimeout(() => {
        write('replaceState', request);
        step.current = { field, waits: false };
      }, settledAfterMs);
      return () => clearTimeout(timer);
    }
    if (step.current?.waits === true) write('replaceState', before);
    else if (present === undefined && step.current === undefined) window.history.replaceState(startMark, '');
    write('pushState', request);
    step.current = { field: others.length === 0 ? field : '', waits: false };
    return undefined;
  });
  useEffect(() => follow(), [request]);

  const travel = useEffectEvent(() => {
    const link = currentLink();
    // Without a link it may be another part of the page that moved.
    if (link === undefined && window.history.state !== startMark) return;
    if (link !== linkOf(request)) onTravel(link);
  });
  useEffect(() => {
    const listener = () => travel();
    window.addEventListener('popstate', listener);
    window.addEventListener('hashchange', listener);
    return () => {
      window.removeEventListener('popstate', listener);
      window.removeEventListener('hashchange', listener);
    };
  }, []);
}
