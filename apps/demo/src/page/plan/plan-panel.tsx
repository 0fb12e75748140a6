import { Alert, List, Paper, Stack, Title } from '@mantine/core';
import type { Candidate, Plan, Problem, RoutingOptions, VideoRequest } from '@vid/core';
import { use, useMemo, useState } from 'react';
import { useMessages } from '../language.tsx';
import type { RunsFeed } from '../runs/runs-feed.ts';
import { SetupContext } from '../setup.ts';
import { CandidateList } from './candidate-list.tsx';
import { makePlan, type Planned } from './make-plan.ts';
import { RejectionCard } from './rejection-card.tsx';
import { noPlanOptions, toRoutingOptions } from './plan-options.ts';
import { PlanOptionsRow } from './plan-options-row.tsx';
import { useDurations } from './use-durations.ts';
import { useFirst } from './use-first.tsx';

const atFirst = 8;

interface PlanActions {
  readonly busy: boolean;
  readonly onGenerate: (candidates: readonly Candidate[]) => void;
  readonly onShow: (candidate: Candidate) => void;
  readonly onApply: (request: VideoRequest) => void;
}

interface PlanPanelProps extends Omit<PlanActions, 'onGenerate'> {
  readonly request: VideoRequest;
  /** Why what is typed is no request. */
  readonly reasons: readonly string[];
  readonly feed: RunsFeed;
  readonly onGenerate: (routing: RoutingOptions, candidates: readonly Candidate[]) => void;
}

/** Who can, in order and why, and who cannot, why, and what would fit. */
export function PlanPanel({ request, reasons, feed, onGenerate, ...others }: PlanPanelProps) {
  const messages = useMessages();
  const { capabilities } = use(SetupContext);
  const [routing, setRouting] = useState(noPlanOptions);
  const durations = useDurations(feed);
  const planned: Planned = useMemo(
    () => (reasons.length > 0 ? { reasons: [] } : makePlan(capabilities, request, routing, durations)),
    [capabilities, request, reasons, routing, durations],
  );
  const actions: PlanActions = {
    ...others,
    onGenerate: (candidates) => onGenerate(toRoutingOptions(routing, request), candidates),
  };
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-labelledby="plan-title">
      <Stack gap="md">
        <Title order={2} size="h3" id="plan-title">
          {messages.plan}
        </Title>
        <PlanOptionsRow request={request} routing={routing} onChange={setRouting} />
        {'plan' in planned ? <PlanBody plan={planned.plan} {...actions} /> : <Invalid {...planned} />}
      </Stack>
    </Paper>
  );
}

function Invalid({ reasons }: { readonly reasons: readonly (Problem | string)[] }) {
  const messages = useMessages();
  const sentences = reasons.map((reason) => (typeof reason === 'string' ? reason : messages.problem(reason)));
  return (
    <Alert color="red" title={messages.invalid}>
      {sentences.length > 0 && (
        <List size="sm">
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}

function PlanBody({ plan, busy, onGenerate, onShow, onApply }: PlanActions & { readonly plan: Plan }) {
  const messages = useMessages();
  const { rejected, warnings = [] } = plan;
  const { first, rest } = useFirst(rejected, atFirst);
  return (
    <>
      {warnings.map((warning) => (
        <Alert key={warning.code} color="gray" variant="outline">
          {messages.warn(warning)}
        </Alert>
      ))}
      <CandidateList plan={plan} busy={busy} onGenerate={onGenerate} onShow={onShow} />
      {rejected.length > 0 && (
        <>
          <Title order={3} size="h5" id="rejected-title">
            {messages.cannot(rejected.length)}
          </Title>
          <Stack component="ul" gap="xs" p={0} m={0} aria-labelledby="rejected-title">
            {first.map((rejection) => (
              <RejectionCard
                key={`${rejection.provider} ${rejection.api} ${rejection.model}`}
                rejection={rejection}
                busy={busy}
                onApply={onApply}
              />
            ))}
          </Stack>
          {rest}
        </>
      )}
    </>
  );
}
