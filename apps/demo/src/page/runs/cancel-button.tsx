import { Button, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { isFinal } from '@vid/core';
import type { Run } from '../../api.ts';
import { useMessages } from '../language.tsx';
import { cancelRun, fetchSetup, ServerError } from '../server.ts';
import { stageOf } from './run-stage.ts';

interface CancelButtonProps {
  readonly run: Run;
  readonly name: string;
}

/** While nothing is sent yet; then where the service can stop a task, and while there is one to stop. */
export function CancelButton({ run, name }: CancelButtonProps) {
  const messages = useMessages();
  const { data } = useQuery({ queryKey: ['setup'], queryFn: fetchSetup });
  const { mutate, data: answer, error, isPending } = useMutation({ mutationFn: () => cancelRun(run.id) });
  const { provider, api, state } = run;
  const canStop = data?.capabilities.models.some(
    (entry) => entry.provider === provider && entry.api === api && entry.operations?.includes('cancel'),
  );
  const goesOn = state.phase === 'accepted' && !isFinal(state.task) && canStop === true;
  const isWaiting = stageOf(run) === 'waiting';
  const outcome =
    error instanceof ServerError
      ? messages.serverError(error.code, error.message)
      : (error?.message ??
        (answer === undefined
          ? ''
          : `${messages.outcome[answer.outcome]} ${messages.billed[answer.billed]}`));
  return (
    <>
      {(goesOn || isWaiting) && (
        <Button
          size="xs"
          variant="default"
          aria-label={messages.stopRun(name)}
          disabled={isPending}
          onClick={() => mutate()}
        >
          {messages.stop}
        </Button>
      )}
      <Text size="sm" aria-live="polite" display={outcome === '' ? 'none' : undefined}>
        {outcome}
      </Text>
    </>
  );
}
