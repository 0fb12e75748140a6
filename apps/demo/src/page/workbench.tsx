import { Alert, Button, Grid, Stack } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import type { Candidate, VideoRequest } from '@vid/core';
import { use, useEffect, useMemo, useRef, useState } from 'react';
import { formOptions } from './form/options.ts';
import { RequestPanel } from './form/request-panel.tsx';
import { firstRequest } from './form/samples.tsx';
import { useMessages } from './language.tsx';
import { ConfirmModal } from './plan/confirm-modal.tsx';
import { makePlan, type Planned } from './plan/make-plan.ts';
import { PlanPanel } from './plan/plan-panel.tsx';
import { RequestModal } from './plan/request-modal.tsx';
import { RunsPanel } from './runs/runs-panel.tsx';
import { useRuns } from './runs/use-runs.ts';
import { useStart } from './runs/use-start.ts';
import { SetupContext } from './setup.ts';
import { useRequest } from './use-request.ts';

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
  const { request, reasons } = editor;
  useEffect(() => {
    if (incoming === undefined) return;
    editor.replace(incoming);
    onTaken();
  }, [incoming]);
  const planned: Planned = useMemo(
    () => (reasons.length > 0 ? { reasons: [] } : makePlan(capabilities, request)),
    [capabilities, request, reasons],
  );
  const [shown, setShown] = useState<Candidate>();
  const { runs, connected } = useRuns();
  const still = useReducedMotion();
  const results = useRef<HTMLHeadingElement>(null);
  const start = useStart(() =>
    results.current?.scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'start' }),
  );

  return (
    <Stack gap="lg">
      <Grid gap="lg" align="flex-start">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <RequestPanel options={options} editor={editor} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="sm">
            {start.error !== null && (
              <Alert color="red" title={messages.startFailed}>
                {start.error.message}{' '}
                <Button size="compact-xs" variant="default" onClick={start.tryAgain}>
                  {messages.tryAgain}
                </Button>
              </Alert>
            )}
            <PlanPanel
              planned={planned}
              busy={start.busy}
              onGenerate={(candidates) => start.generate(request, candidates)}
              onShow={setShown}
              onApply={editor.replace}
            />
          </Stack>
        </Grid.Col>
      </Grid>
      <RunsPanel runs={runs} connected={connected} headingRef={results} />
      <RequestModal request={request} candidate={shown} onClose={() => setShown(undefined)} />
      <ConfirmModal {...start.confirmation} />
    </Stack>
  );
}
