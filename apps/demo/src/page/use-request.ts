import type { VideoRequest } from '@vid/core';
import { useRef, useState } from 'react';
import { useMessages } from './language.tsx';
import { readLink } from './link/request-link.ts';
import { currentLink, useLink } from './link/use-link.ts';
import type { Messages } from './messages.ts';
import { fieldsWhere, fileFields, readText } from './request-json.ts';

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
  /** What is still read or drawn: the request is not yet what the person sees. */
  readonly pending: readonly Step[];
  /** Fields whose file could not be read, or whose picture could not be drawn. */
  readonly failed: readonly string[];
}

interface Step {
  readonly field: string;
}

interface State extends Editing {
  /** True until somebody changes the request. */
  readonly untouched: boolean;
  /** The files that were chosen in this visit: no link has them. */
  readonly files: VideoRequest;
}

type Field = keyof VideoRequest;
type Value<F extends Field> = VideoRequest[F] | undefined;
/** `undefined` takes the field out of the request. */
type Change<F extends Field> = (now: Value<F>) => Value<F>;

export interface RequestEditor extends Editing {
  readonly replace: (request: VideoRequest) => void;
  readonly setField: <F extends Field>(field: F, value: Value<F>) => void;
  /** From what the field holds now, which may be newer than what is on the screen. */
  readonly changeField: <F extends Field>(field: F, change: Change<F>) => void;
  /** For what takes a moment: one step after another, each in `pending` until its change is in the request. */
  readonly changeLater: <F extends Field>(field: F, make: (now: Value<F>) => Promise<Change<F>>) => void;
  readonly write: (text: string) => void;
}

const pick = (request: VideoRequest, names: readonly string[]): VideoRequest =>
  fieldsWhere(request, (field) => names.includes(field));

const without = <Item>(items: readonly Item[], gone: Item): readonly Item[] =>
  items.filter((item) => item !== gone);

/** The request of a link, or the initial one with the reason. */
function fromLink(
  link: string | undefined,
  initial: VideoRequest,
  files: VideoRequest,
  messages: Messages,
): State {
  const start = {
    request: initial,
    draft: undefined,
    reasons: [],
    pending: [],
    failed: [],
    untouched: true,
    files,
  };
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
  const latest = useRef(state);
  const steps = useRef(Promise.resolve());
  const update = (next: (before: State) => State) => {
    latest.current = next(latest.current);
    setState(latest.current);
  };
  useLink(state.request, state.untouched, (link) =>
    update(({ files }) => fromLink(link, start, files, messages)),
  );
  const change = ({ files, pending, failed }: State, request: VideoRequest): State => ({
    request,
    draft: undefined,
    reasons: [],
    pending,
    failed,
    untouched: false,
    files: { ...files, ...fileFields(request) },
  });
  const changeField: RequestEditor['changeField'] = (field, next) =>
    update((before) => {
      const { [field]: now, ...others } = before.request;
      const value = next(now);
      const missing = without(before.missingFiles ?? [], field);
      return {
        ...change(before, value === undefined ? others : { ...others, [field]: value }),
        failed: without(before.failed, field),
        missingFiles: missing.length === 0 ? undefined : missing,
      };
    });
  const changeLater: RequestEditor['changeLater'] = (field, make) => {
    const step = { field };
    update((before) => ({ ...before, pending: [...before.pending, step] }));
    // Another request may have taken the place of the one that the step belongs to.
    const isWanted = () => latest.current.pending.includes(step);
    const take = async () => {
      if (!isWanted()) return;
      const next = await make(latest.current.request[field]);
      if (isWanted()) changeField(field, next);
    };
    const fail = () => {
      if (isWanted()) update((before) => ({ ...before, failed: [...without(before.failed, field), field] }));
    };
    const end = () => update((before) => ({ ...before, pending: without(before.pending, step) }));
    steps.current = steps.current.then(take).catch(fail).then(end);
  };
  return {
    ...state,
    replace: (request) => update((before) => ({ ...change(before, request), pending: [], failed: [] })),
    setField: (field, value) => changeField(field, () => value),
    changeField,
    changeLater,
    write: (draft) =>
      update((before) => {
        const reading = readText(draft, before.request, messages);
        return reading.ok
          ? { ...change(before, reading.request), draft }
          : { ...before, draft, reasons: reading.reasons };
      }),
  };
}
