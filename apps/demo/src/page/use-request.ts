import type { VideoRequest } from '@vid/core';
import { useState } from 'react';
import { useMessages } from './language.tsx';
import { readText } from './request-json.ts';

interface Editing {
  readonly request: VideoRequest;
  /** The JSON text as typed, until the form or a button changes the request. */
  readonly draft: string | undefined;
  /** Why the draft is no request; the request is then the last good one. */
  readonly reasons: readonly string[];
}

type SetField = <F extends keyof VideoRequest>(field: F, value: VideoRequest[F] | undefined) => void;

export interface RequestEditor extends Editing {
  readonly replace: (request: VideoRequest) => void;
  /** `undefined` takes the field out of the request. */
  readonly setField: SetField;
  readonly write: (text: string) => void;
}

export function useRequest(initial: VideoRequest): RequestEditor {
  const messages = useMessages();
  const [editing, setEditing] = useState<Editing>({ request: initial, draft: undefined, reasons: [] });
  const replace = (request: VideoRequest) => setEditing({ request, draft: undefined, reasons: [] });
  return {
    ...editing,
    replace,
    setField: (field, value) =>
      setEditing(({ request }) => {
        const others = Object.fromEntries(Object.entries(request).filter(([name]) => name !== field));
        return {
          request: value === undefined ? others : { ...others, [field]: value },
          draft: undefined,
          reasons: [],
        };
      }),
    write: (draft) =>
      setEditing(({ request }) => {
        const reading = readText(draft, request, messages);
        return reading.ok
          ? { request: reading.request, draft, reasons: [] }
          : { request, draft, reasons: reading.reasons };
      }),
  };
}
