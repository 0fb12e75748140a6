import { useQueryClient } from '@tanstack/react-query';
import { adjustedRequest, type Candidate } from '@vid/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { Run } from '../../api.ts';
import { usePage, usePageAddress } from '../address/page-address.ts';
import { Boundary } from '../boundary.tsx';
import { rememberPrompt } from '../kept.ts';
import { useMessages } from '../language.tsx';
import { usePlan } from '../plan/models.tsx';
import { toRoutingOptions } from '../plan/plan-options.ts';
import { useStart, type Wanted } from '../plan/start.ts';
import { useDurations } from '../plan/use-durations.ts';
import { createRunsFeed } from '../runs/runs-feed.ts';
import { Stage } from '../runs/stage.tsx';
import { StartError } from '../runs/start-error.tsx';
import { Composer } from './composer.tsx';
import { useEditor, useLatest } from './editor.ts';
import { applyStart, firstRequest, type OfferedStart, StartCards } from './starts.tsx';

const Confirm = lazy(async () => ({ default: (await import('../plan/confirm.tsx')).Confirm }));
const DryRunDialog = lazy(async () => ({ default: (await import('../plan/dry-run.tsx')).DryRunDialog }));

/** Whether something was so once: a dialog is loaded when it is first opened. */
function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever;
}

/** The composer on the left, and on the right the stage. */
export function CreateView() {
  const messages = useMessages();
  const page = usePageAddress();
  const editor = useEditor(firstRequest(messages));
  const { request, reasons } = editor;
  const queries = useQueryClient();
  const [feed] = useState(() =>
    createRunsFeed(({ real }) => {
      // What it costs is reserved, spent or given back.
      if (real) void queries.invalidateQueries({ queryKey: ['limit'] });
    }),
  );
  const times = useDurations(feed);
  const plan = usePlan(request, reasons, times);
  const routing = usePage((state) => state.routing);
  const number = usePage((state) => state.times);
  const [shown, setShown] = useState<Candidate>();
  const start = useStart((comparison) => page.set({ comparison }));
  const isDryRunWanted = useEver(shown !== undefined);
  const isConfirmWanted = useEver(start.confirmation.opened);
  const generate = (wanted: readonly Wanted[]) => {
    for (const { request: asked } of wanted) rememberPrompt(asked.prompt ?? '');
    start.generate(wanted, number, toRoutingOptions(routing, request));
  };

  const onPick = useLatest((picked: OfferedStart) => applyStart(picked, messages, editor));
  const onRetry = useLatest((run: Run) => void start.retry(run));
  // What is typed does not render the films.
  const stage = useMemo(
    () => <Stage feed={feed} empty={<StartCards onPick={onPick} />} onRetry={onRetry} />,
    [feed, onPick, onRetry],
  );

  return (
    <div className="create">
      <Composer
        editor={editor}
        plan={plan}
        times={times}
        isStarting={start.busy}
        onGenerate={generate}
        onShow={setShown}
      />
      <div className="stage">
        {start.error !== null && <StartError error={start.error} onTryAgain={start.tryAgain} />}
        <Boundary>{stage}</Boundary>
      </div>
      <Boundary>
        <Suspense>
          {isDryRunWanted && (
            <DryRunDialog
              request={
                shown === undefined ? request : { ...adjustedRequest(request, shown), model: request.model }
              }
              candidate={shown}
              onClose={() => setShown(undefined)}
            />
          )}
          {isConfirmWanted && <Confirm {...start.confirmation} />}
        </Suspense>
      </Boundary>
    </div>
  );
}
