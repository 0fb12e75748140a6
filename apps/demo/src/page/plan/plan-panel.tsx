import { Alert, List, Paper, Stack, Title } from '@mantine/core';
import type { Candidate, Plan, Problem, Rejection, RoutingOptions, VideoRequest } from '@vid/core';
import { memo, use, useMemo, useState } from 'react';
import { useMessages } from '../language.tsx';
import type { RunsFeed } from '../runs/runs-feed.ts';
import { SetupContext } from '../setup.ts';
import { useLatest } from '../use-latest.ts';
import { CandidateList } from './candidate-list.tsx';
import { isSameModel, makePlan, type Planned } from './make-plan.ts';
import { RejectionCard } from './rejection-card.tsx';
import {
  noPlanOptions,
  offeredNeeds,
  possibleNeeds,
  toRoutingOptions,
  type PlanOptions,
} from './plan-options.ts';
import { PlanOptionsRow } from './plan-options-row.tsx';
import { useDurations } from './use-durations.ts';
import { useFirst } from './use-first.tsx';

const atFirst = 8;

interface PlanActions {
  readonly busy: boolean;
  readonly onGenerate: (candidates: readonly Candidate[]) => void;
  readonly onShow: (candidate: Candidate) => void;
  readonly onApply: (rejection: Rejection) => void;
}

interface PlanPanelProps extends Pick<PlanActions, 'busy' | 'onShow'> {
  readonly request: VideoRequest;
  /** Why what is typed is no request. */
  readonly reasons: readonly string[];
  readonly feed: RunsFeed;
  readonly onGenerate: (routing: RoutingOptions, candidates: readonly Candidate[]) => void;
  readonly onApply: (request: VideoRequest) => void;
}

/** What is seen of a plan: the suggested requests differ with every letter of the prompt, and their changes do not. */
const seen = (planned: Planned): string =>
  JSON.stringify(planned, (name, value: unknown) => (name === 'request' ? undefined : value));

/** The plan that was shown before, as long as the new one looks the same. */
function useSeen(planned: Planned): Planned {
  const text = useMemo(() => seen(planned), [planned]);
  const [shown, setShown] = useState({ text, planned });
  if (shown.text === text) return shown.planned;
  setShown({ text, planned });
  return planned;
}

/** Plans with every letter, and renders what looks different. */
export function PlanPanel({ request, reasons, feed, busy, onGenerate, onShow, onApply }: PlanPanelProps) {
  const { capabilities, storeOf } = use(SetupContext);
  const [routing, setRouting] = useState(noPlanOptions);
  const durations = useDurations(feed);
  const planned: Planned = useMemo(
    () =>
      reasons.length > 0 ? { reasons: [] } : makePlan(capabilities, request, routing, durations, storeOf),
    [capabilities, request, reasons, routing, durations, storeOf],
  );
  const generate = useLatest((candidates: readonly Candidate[]) =>
    onGenerate(toRoutingOptions(routing, request), candidates),
  );
  const apply = useLatest((rejection: Rejection) => {
    const rejected = 'plan' in planned ? planned.plan.rejected : [];
    const { suggestion } = rejected.find((one) => isSameModel(one, rejection)) ?? {};
    if (suggestion !== undefined) onApply(suggestion.request);
  });
  return (
    <PlanView
      planned={useSeen(planned)}
      routing={routing}
      onRouting={setRouting}
      possible={possibleNeeds(request).join(' ')}
      busy={busy}
      onGenerate={generate}
      onShow={useLatest(onShow)}
      onApply={apply}
    />
  );
}

interface PlanViewProps extends PlanActions {
  readonly planned: Planned;
  readonly routing: PlanOptions;
  readonly onRouting: (routing: PlanOptions) => void;
  /** Needs that the request leaves open, with a space between. */
  readonly possible: string;
}

/** Who can, in order and why, and who cannot, why, and what would fit. */
const PlanView = memo(function PlanView(props: PlanViewProps) {
  const { planned, routing, onRouting, possible, ...actions } = props;
  const messages = useMessages();
  const words = possible.split(' ');
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-labelledby="plan-title">
      <Stack gap="md">
        <Title order={2} size="h3" id="plan-title">
          {messages.plan}
        </Title>
        <PlanOptionsRow
          possible={offeredNeeds.filter((need) => words.includes(need))}
          routing={routing}
          onChange={onRouting}
        />
        {'plan' in planned ? <PlanBody plan={planned.plan} {...actions} /> : <Invalid {...planned} />}
      </Stack>
    </Paper>
  );
});

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
