import { features, type VideoRequest } from '@vid/core';
import { useState } from 'react';
import type { Chosen, Run } from '../../api.ts';
import { type PageState, usePage } from '../address/page-address.ts';
import { firstRequest } from '../create/starts.tsx';
import { useStageMessages } from '../messages/stage.ts';

/** Files are files: which bytes they have is not looked at. */
function isSame(composed: unknown, asked: unknown): boolean {
  if (typeof composed !== 'object' || typeof asked !== 'object' || composed === null || asked === null)
    return composed === asked;
  if ('picture' in asked) return true;
  const others = new Map<string, unknown>(Object.entries(asked));
  const own = Object.entries(composed);
  return own.length === others.size && own.every(([key, part]) => isSame(part, others.get(key)));
}

/** Prompts are compared by themselves; each variation has a seed of its own. */
const compared = features.filter((field) => field !== 'prompt' && field !== 'seed');

/** Whether what is composed asks for something else than these runs did. `asked`: of the first. */
export function isOtherRequest(
  { request, also }: { readonly request: VideoRequest; readonly also: readonly string[] },
  runs: readonly Run[],
  asked: Chosen['request'],
): boolean {
  const before = Object.fromEntries((runs[0]?.adjustments ?? []).map(({ field, from }) => [field, from]));
  const prompts = new Set([request.prompt, ...also]);
  return (
    runs.some(({ prompt }) => !prompts.has(prompt)) ||
    compared.some((field) => !isSame(request[field], { ...asked, ...before }[field]))
  );
}

interface OtherRequestProps {
  readonly runs: readonly Run[];
  readonly asked: Chosen['request'];
  readonly onTake: () => void;
}

/** Films of another request than the form's: said as they come, and not to whom changes the form afterwards. */
export function OtherRequest({ runs, asked, onTake }: OtherRequestProps) {
  const messages = useStageMessages();
  const { stage } = messages;
  const isOther = usePage(({ request = firstRequest(messages), also }: PageState) =>
    isOtherRequest({ request, also }, runs, asked),
  );
  const [isTold, setTold] = useState(isOther);
  if (isTold && !isOther) setTold(false);
  if (!isTold) return null;
  return (
    <p className="row hint">
      {stage.otherRequest}
      <button type="button" className="button" data-small onClick={onTake}>
        {stage.takeRequest}
      </button>
    </p>
  );
}
