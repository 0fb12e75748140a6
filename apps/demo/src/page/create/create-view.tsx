import { useQueryClient } from '@tanstack/react-query';
import { adjustedRequest, type Candidate } from '@vid/core';
import { ArrowDown } from 'lucide-react';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import type { Run } from '../../api.ts';
import { usePage, usePageAddress } from '../address/page-address.ts';
import { Boundary } from '../boundary.tsx';
import { rememberPrompt } from '../kept.ts';
import { useMessages } from '../language.tsx';
import { usePlan } from '../plan/models.tsx';
import { toRoutingOptions } from '../plan/plan-options.ts';
import { StartError, useStart, type Wanted } from '../plan/start.tsx';
import { useDurations } from '../plan/use-durations.ts';
import { createRunsFeed, RunsContext, useRuns } from '../runs/runs-feed.ts';
import { outdatedBy } from '../runs/runs-stream.ts';
import { Stage } from '../runs/stage.tsx';
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
    createRunsFeed((news) => {
      for (const key of outdatedBy(news)) void queries.invalidateQueries({ queryKey: [key] });
    }),
  );
  const times = useDurations(feed);
  const plan = usePlan(request, reasons, times);
  const routing = usePage((state) => state.routing);
  const number = usePage((state) => state.times);
  const [shown, setShown] = useState<Candidate>();
  const results = useRef<HTMLDivElement>(null);
  const start = useStart({
    onSend: (prompts) => prompts.forEach(rememberPrompt),
    onStarted: (comparison) => page.set({ comparison }),
  });
  const isDryRunWanted = useEver(shown !== undefined);
  const isConfirmWanted = useEver(start.confirmation.opened);
  const generate = (wanted: readonly Wanted[]) =>
    start.generate(wanted, number, toRoutingOptions(routing, request));

  const onPick = useLatest((picked: OfferedStart) => applyStart(picked, messages, editor));
  const onRetry = useLatest((run: Run) => start.retry(run));
  // What is typed does not render the films.
  const stage = useMemo(
    () => <Stage empty={<StartCards onPick={onPick} />} onRetry={onRetry} />,
    [onPick, onRetry],
  );

  return (
    <RunsContext value={feed}>
      <div className="create">
        <ToResults
          onShow={(comparison) => {
            // Where the address names none, the stage shows the newest already.
            if (page.read().comparison !== undefined) page.set({ comparison });
            results.current?.scrollIntoView({ block: 'start' });
          }}
        />
        <Composer
          editor={editor}
          plan={plan}
          times={times}
          isStarting={start.busy}
          onGenerate={generate}
          onShow={setShown}
        />
        <div ref={results} className="stage">
          {start.error !== null && (
            <StartError error={start.error} isPartial={start.isPartial} onTryAgain={start.tryAgain} />
          )}
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
    </RunsContext>
  );
}

/** On a narrow page the results stand below the composer: the newest is a press away. */
function ToResults({ onShow }: { readonly onShow: (comparison: string) => void }) {
  const messages = useMessages();
  const id = useRuns(({ comparisons }) => [...comparisons.keys()].at(-1));
  const prompt = useRuns(({ comparisons }) => comparisons.get(id ?? '')?.[0]?.prompt);
  if (id === undefined) return null;
  return (
    <button type="button" className="button to-results" onClick={() => onShow(id)}>
      <span>
        {messages.runs}
        {messages.colon}
        {prompt ?? messages.noPrompt}
      </span>
      <ArrowDown size={18} aria-hidden />
    </button>
  );
}
