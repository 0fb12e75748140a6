import type { VideoRequest } from '@vid/core';
import { useState } from 'react';
import { useMessages } from './language.tsx';
import { readLink } from './link/request-link.ts';
import { currentLink, useLink } from './link/use-link.ts';
import type { Messages } from './messages.ts';
import { fileFields, readText } from './request-json.ts';

interface Editing {
  readonly request: VideoRequest;
  /** The JSON text as typed, until the form or a button changes the request. */
  readonly draft: string | undefined;
  /** Why the draft is no request; the request is then the last good one. */
  readonly reasons: readonly string[];
  /** Why the link in the address could not be read. */
  readonly badLink?: string | undefined;
  /** Fields whose files a link leaves out, and that nobody has chosen here. */
  readonly missingFiles?: readonly string[] | undefined;
}

interface State extends Editing {
  /** True until somebody changes the request. */
  readonly untouched: boolean;
  /** The files that were chosen in this visit: no link has them. */
  readonly files: VideoRequest;
}

type SetField = <F extends keyof VideoRequest>(field: F, value: VideoRequest[F] | undefined) => void;

export interface RequestEditor extends Editing {
  readonly replace: (request: VideoRequest) => void;
  /** `undefined` takes the field out of the request. */
  readonly setField: SetField;
  readonly write: (text: string) => void;
}

const pick = (request: VideoRequest, names: readonly string[]): VideoRequest =>
  Object.fromEntries(Object.entries(request).filter(([name]) => names.includes(name)));

/** The request of a link, or the initial one with the reason. */
function fromLink(
  link: string | undefined,
  initial: VideoRequest,
  files: VideoRequest,
  messages: Messages,
): State {
  const start = { request: initial, draft: undefined, reasons: [], untouched: true, files };
  if (link === undefined) return start;
  const reading = readLink(link, messages);
  if (!reading.ok) return { ...start, badLink: reading.reason };
  const known = pick(files, reading.files);
  const missing = reading.files.filter((name) => !(name in known));
  return {
    ...start,
    request: { ...reading.request, ...known },
    missingFiles: missing.length === 0 ? undefined : missing,
  };
}

export function useRequest(initial: VideoRequest): RequestEditor {
  const messages = useMessages();
  const [start] = useState(initial);
  const [state, setState] = useState<State>(() => fromLink(currentLink(), start, {}, messages));
  useLink(state.request, state.untouched, (link) =>
    setState(({ files }) => fromLink(link, start, files, messages)),
  );
  const change = ({ files }: State, request: VideoRequest): State => ({
    request,
    draft: undefined,
    reasons: [],
    untouched: false,
    files: { ...files, ...fileFields(request) },
  });
  return {
    ...state,
    replace: (request) => setState((before) => change(before, request)),
    setField: (field, value) =>
      setState((before) => {
        const others = Object.fromEntries(Object.entries(before.request).filter(([name]) => name !== field));
        const missing = before.missingFiles?.filter((name) => name !== field) ?? [];
        return {
          ...change(before, value === undefined ? others : { ...others, [field]: value }),
          missingFiles: missing.length === 0 ? undefined : missing,
        };
      }),
    write: (draft) =>
      setState((before) => {
        const reading = readText(draft, before.request, messages);
        return reading.ok
          ? { ...change(before, reading.request), draft }
          : { ...before, draft, reasons: reading.reasons };
      }),
  };
}
