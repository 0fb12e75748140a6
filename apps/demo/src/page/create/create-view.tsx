import { useQueryClient } from '@tanstack/react-query';
import { adjustedRequest, type Candidate } from '@vid/core';
import { lazy, Suspense, use, useMemo, useState } from 'react';
import { usePageAddress } from '../address/page-address.ts';
import { Boundary } from '../boundary.tsx';
import { formOptions } from '../form/options.ts';
import { RequestPanel } from '../form/request-panel.tsx';
import { firstRequest } from '../form/samples.tsx';
import { useMessages } from '../language.tsx';
import { PlanPanel } from '../plan/plan-panel.tsx';
import { createRunsFeed } from '../runs/runs-feed.ts';
import { Stage } from '../runs/stage.tsx';
import { StartError } from '../runs/start-error.tsx';
import { useStart } from '../runs/use-start.ts';
import { SetupContext } from '../setup.ts';
import { useEditor } from './editor.ts';

const ConfirmModal = lazy(async () => ({
  default: (await import('../plan/confirm-modal.tsx')).ConfirmModal,
}));
const RequestModal = lazy(async () => ({
  default: (await import('../plan/request-modal.tsx')).RequestModal,
}));

/** Whether something was so once: a dialog is loaded when it is first opened, and stays to close gently. */
function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever;
}

/** The composer on the left, and on the right the stage. */
export function CreateView() {
  const messages = useMessages();
  const page = usePageAddress();
  const { capabilities } = use(SetupContext);
  const options = useMemo(() => formOptions(capabilities), [capabilities]);
  const editor = useEditor(firstRequest(messages));
  const { request, reasons, pending } = editor;
  const queries = useQueryClient();
  const [feed] = useState(() =>
    createRunsFeed(({ real }) => {
      // What it costs is reserved, spent or given back.
      if (real) void queries.invalidateQueries({ queryKey: ['limit'] });
    }),
  );
  const [shown, setShown] = useState<Candidate>();
  const start = useStart((comparison) => page.set({ comparison }));
  const isRequestWanted = useEver(shown !== undefined);
  const isConfirmWanted = useEver(start.confirmation.opened);

  return (
    <div className="create">
      <div className="composer">
        <div className="parts stack">
          <Boundary>
            <RequestPanel options={options} editor={editor} />
          </Boundary>
          {start.error !== null && <StartError error={start.error} onTryAgain={start.tryAgain} />}
          <Boundary>
            <PlanPanel
              request={request}
              reasons={reasons}
              feed={feed}
              busy={start.busy || pending.length > 0}
              onGenerate={(routing, candidates) => start.generate(request, routing, candidates)}
              onShow={setShown}
              onApply={editor.replace}
            />
          </Boundary>
        </div>
      </div>
      <div className="stage">
        <Boundary>
          <Stage feed={feed} empty={null} onRetry={(run) => void start.retry(run)} />
        </Boundary>
      </div>
      <Boundary>
        <Suspense>
          {isRequestWanted && (
            <RequestModal
              request={
                shown === undefined ? request : { ...adjustedRequest(request, shown), model: request.model }
              }
              candidate={shown}
              onClose={() => setShown(undefined)}
            />
          )}
          {isConfirmWanted && <ConfirmModal {...start.confirmation} />}
        </Suspense>
      </Boundary>
    </div>
  );
}
