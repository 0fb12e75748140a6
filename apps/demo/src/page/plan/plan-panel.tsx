import { Alert, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import type { Candidate, Plan, VideoRequest } from '@vid/core';
import { useMessages } from '../language.tsx';
import type { Planned } from './make-plan.ts';
import { CandidateCard } from './candidate-card.tsx';
import { RejectionCard } from './rejection-card.tsx';

interface PlanActions {
  readonly busy: boolean;
  readonly onGenerate: (candidates: readonly Candidate[]) => void;
  readonly onShow: (candidate: Candidate) => void;
  readonly onApply: (request: VideoRequest) => void;
}

/** Who can, in order and why, and who cannot, why, and what would fit. */
export function PlanPanel({ planned, ...actions }: PlanActions & { readonly planned: Planned }) {
  const messages = useMessages();
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-labelledby="plan-title">
      <Stack gap="md">
        <Title order={2} size="h3" id="plan-title">
          {messages.plan}
        </Title>
        {'plan' in planned ? <PlanBody plan={planned.plan} {...actions} /> : <Invalid {...planned} />}
      </Stack>
    </Paper>
  );
}

function Invalid({ reasons }: { readonly reasons: readonly string[] }) {
  const messages = useMessages();
  return (
    <Alert color="red" title={messages.invalid}>
      {reasons.length > 0 && (
        <List size="sm">
          {reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}

function PlanBody({ plan, busy, onGenerate, onShow, onApply }: PlanActions & { readonly plan: Plan }) {
  const messages = useMessages();
  const { mode, candidates, rejected } = plan;
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Text size="sm" role="status">
          <b>{messages.modes[mode]}</b>:{' '}
          {candidates.length === 0 ? messages.nobodyCan : messages.can(candidates.length)}
        </Text>
        {candidates.length > 1 && (
          <Button disabled={busy} onClick={({ detail }) => detail <= 1 && onGenerate(candidates)}>
            {messages.generateAll(candidates.length)}
          </Button>
        )}
      </Group>
      {candidates.length > 0 && (
        <Stack component="ol" gap="sm" p={0} m={0} aria-label={messages.can(candidates.length)}>
          {candidates.map((candidate, index) => (
            <CandidateCard
              key={`${candidate.provider} ${candidate.api} ${candidate.model}`}
              place={index + 1}
              candidate={candidate}
              busy={busy}
              onGenerate={() => onGenerate([candidate])}
              onShow={() => onShow(candidate)}
            />
          ))}
        </Stack>
      )}
      {rejected.length > 0 && (
        <>
          <Title order={3} size="h5" id="rejected-title">
            {messages.cannot(rejected.length)}
          </Title>
          <Stack component="ul" gap="xs" p={0} m={0} aria-labelledby="rejected-title">
            {rejected.map((rejection) => (
              <RejectionCard
                key={`${rejection.provider} ${rejection.api} ${rejection.model}`}
                rejection={rejection}
                onApply={onApply}
              />
            ))}
          </Stack>
        </>
      )}
    </>
  );
}
