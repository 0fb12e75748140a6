import type { VideoRequest } from '@vid/core';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { readLink } from '../address/codec.ts';
import { usePage, usePageAddress } from '../address/page-address.ts';
import { useMessages } from '../language.tsx';
import { type Reason, reasonInWords, readText } from '../request-json.ts';

interface Step {
  readonly field: string;
}

interface Editing {
  /** The JSON text as typed, until the form or a button changes the request. */
  readonly draft: string | undefined;
  /** Why the draft is no request; the request is then the last good one. */
  readonly reasons: readonly Reason[];
  /** What is still read or drawn: the request is not yet what the person sees. */
  readonly pending: readonly Step[];
  /** Fields whose file could not be read, or whose picture could not be drawn. */
  readonly failed: readonly string[];
}

type Field = keyof VideoRequest;
type Value<F extends Field> = VideoRequest[F] | undefined;
/** `undefined` takes the field out of the request. */
type Change<F extends Field> = (now: Value<F>) => Value<F>;

export interface RequestEditor extends Editing {
  readonly request: VideoRequest;
  /** Why the link in the address could not be read. */
  readonly badLink: string | undefined;
  /** Fields whose files a link leaves out, and that nobody has chosen here. */
  readonly missingFiles: readonly string[];
  readonly replace: (request: VideoRequest) => void;
  readonly setField: <F extends Field>(field: F, value: Value<F>) => void;
  /** From what the field holds now, which may be newer than what is on the screen. */
  readonly changeField: <F extends Field>(field: F, change: Change<F>) => void;
  /** For what takes a moment: one step after another, each in `pending` until its change is in the request. */
  readonly changeLater: <F extends Field>(field: F, make: (now: Value<F>) => Promise<Change<F>>) => void;
  readonly write: (text: string) => void;
}

const nothing: Editing = { draft: undefined, reasons: [], pending: [], failed: [] };

const without = <Item>(items: readonly Item[], gone: Item): readonly Item[] =>
  items.filter((item) => item !== gone);

/** The request of the address, and what is on the way to it. */
export function useEditor(initial: VideoRequest): RequestEditor {
  const messages = useMessages();
  const page = usePageAddress();
  const [start] = useState(initial);
  const { link, request: linked, missingFiles } = usePage((state) => state);
  const [editing, setEditing] = useState(nothing);
  const latest = useRef(editing);
  const steps = useRef(Promise.resolve());
  /** The request that was set here: another one came from the address, or from another view. */
  const known = useRef(linked);
  const update = (next: (before: Editing) => Editing) => {
    latest.current = next(latest.current);
    setEditing(latest.current);
  };
  useLayoutEffect(() => {
    if (linked === known.current) return;
    known.current = linked;
    update(() => nothing);
  }, [linked]);
  const now = () => page.read().request ?? start;
  const set = (request: VideoRequest, step?: string) => {
    known.current = request;
    page.set({ request }, step);
  };
  const changeField: RequestEditor['changeField'] = (field, next) => {
    const { [field]: before, ...others } = now();
    const value = next(before);
    set(value === undefined ? others : { ...others, [field]: value }, field);
    update(({ pending, failed }) => ({ ...nothing, pending, failed: without(failed, field) }));
  };
  const changeLater: RequestEditor['changeLater'] = (field, make) => {
    const step = { field };
    update((before) => ({ ...before, pending: [...before.pending, step] }));
    // Another request may have taken the place of the one that the step belongs to.
    const isWanted = () => latest.current.pending.includes(step);
    const take = async () => {
      if (!isWanted()) return;
      const next = await make(now()[field]);
      if (isWanted()) changeField(field, next);
    };
    const fail = () => {
      if (isWanted()) update((before) => ({ ...before, failed: [...without(before.failed, field), field] }));
    };
    const end = () => update((before) => ({ ...before, pending: without(before.pending, step) }));
    steps.current = steps.current.then(take).catch(fail).then(end);
  };
  const reading = link === undefined || linked !== undefined ? undefined : readLink(link, messages);
  const editor: RequestEditor = {
    ...editing,
    request: linked ?? start,
    badLink:
      reading?.ok === false
        ? reading.reasons.map((reason) => reasonInWords(reason, messages)).join('; ')
        : undefined,
    missingFiles,
    replace: (request) => {
      set(request);
      update(() => nothing);
    },
    setField: (field, value) => changeField(field, () => value),
    changeField,
    changeLater,
    write: (draft) => {
      const read = readText(draft, now(), messages);
      if (read.ok) set(read.request, 'json');
      update(({ pending, failed }) => ({ draft, reasons: read.ok ? [] : read.reasons, pending, failed }));
    },
  };
  // What it does reads the latest of all; only what it shows makes it another one.
  return useMemo(() => editor, [editing, linked, link, missingFiles, messages]);
}

/** One function for as long as the component stands, which calls the one of the latest render. Not for use while rendering. */
export function useLatest<Values extends readonly unknown[]>(
  callback: (...values: Values) => void,
): (...values: Values) => void {
  const latest = useRef(callback);
  useLayoutEffect(() => {
    latest.current = callback;
  });
  const [stable] = useState(
    () =>
      (...values: Values) =>
        latest.current(...values),
  );
  return stable;
}
