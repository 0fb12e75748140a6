import { Grid, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { adjustedRequest, type Candidate, type VideoRequest } from '@vid/core';
import { lazy, Suspense, use, useEffect, useMemo, useState } from 'react';
import { Boundary } from './boundary.tsx';
import { formOptions } from './form/options.ts';
import { RequestPanel } from './form/request-panel.tsx';
import { firstRequest } from './form/samples.tsx';
import { useMessages } from './language.tsx';
import { PlanPanel } from './plan/plan-panel.tsx';
import { createRunsFeed } from './runs/runs-feed.ts';
import { RunsPanel } from './runs/runs-panel.tsx';
import { StartError } from './runs/start-error.tsx';
import { useStart } from './runs/use-start.ts';
import { SetupContext } from './setup.ts';
import { useRequest } from './use-request.ts';

const ConfirmModal = lazy(async () => ({ default: (await import('./plan/confirm-modal.tsx')).ConfirmModal }));
const RequestModal = lazy(async () => ({ default: (await import('./plan/request-modal.tsx')).RequestModal }));

/** Whether something was so once: a dialog is loaded when it is first opened, and stays to close gently. */
function useEver(now: boolean): boolean {
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever;
}

interface WorkbenchProps {
  /** A request from elsewhere, to be edited here. */
  readonly incoming: VideoRequest | undefined;
  readonly onTaken: () => void;
}

/** Request, plan and results. */
export function Workbench({ incoming, onTaken }: WorkbenchProps) {
  const messages = useMessages();
  const { capabilities } = use(SetupContext);
  const options = useMemo(() => formOptions(capabilities), [capabilities]);
  const editor = useRequest(firstRequest(messages));
  const { request, reasons, pending } = editor;
  useEffect(() => {
    if (incoming === undefined) return;
    editor.replace(incoming);
    onTaken();
  }, [incoming]);
  const queries = useQueryClient();
  const [feed] = useState(() =>
    createRunsFeed(({ real }) => {
      // What it costs is reserved, spent or given back.
      if (real) void queries.invalidateQueries({ queryKey: ['limit'] });
    }),
  );
  const [shown, setShown] = useState<Candidate>();
  const start = useStart();
  const isRequestWanted = useEver(shown !== undefined);
  const isConfirmWanted = useEver(start.confirmation.opened);

  return (
    <Stack gap="lg">
      <Grid gap="lg" align="flex-start">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Boundary>
            <RequestPanel options={options} editor={editor} />
          </Boundary>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="sm">
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
          </Stack>
        </Grid.Col>
      </Grid>
      <Boundary>
        <RunsPanel feed={feed} started={start.started} />
      </Boundary>
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
    </Stack>
  );
}
