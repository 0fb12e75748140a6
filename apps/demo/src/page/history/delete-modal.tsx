import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Run } from '../../api.ts';
import { errorWords } from '../error-words.ts';
import { useHistoryMessages } from './texts.ts';
import { deleteRun } from '../server.ts';
import { nameOf } from './run-facts.ts';
import { historyKey } from './use-history.ts';

interface DeleteModalProps {
  readonly run: Run | undefined;
  readonly onDeleted: (run: Run) => void;
  readonly onClose: () => void;
}

/** Asks before a run and its files go. */
export function DeleteModal({ run, onDeleted, onClose }: DeleteModalProps) {
  const messages = useHistoryMessages();
  const { history } = messages;
  const queries = useQueryClient();
  const { mutate, reset, error, isPending } = useMutation({
    mutationFn: ({ id }: Run) => deleteRun(id),
    onSuccess: async (_, gone) => {
      await queries.invalidateQueries({ queryKey: [historyKey] });
      onDeleted(gone);
    },
  });
  const close = () => {
    reset();
    onClose();
  };
  return (
    <Modal
      opened={run !== undefined}
      onClose={close}
      title={history.deleteTitle}
      closeButtonProps={{ 'aria-label': messages.close }}
    >
      {run !== undefined && (
        <Stack gap="sm">
          <Text fw={600} className="history-prompt">
            {run.prompt ?? messages.noPrompt}
          </Text>
          <Text size="sm">{nameOf(run)}</Text>
          <Text size="sm">{history.deleteText}</Text>
          {error !== null && <Alert color="red">{errorWords(error, messages)}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={close}>
              {messages.cancel}
            </Button>
            <Button color="red" disabled={isPending} onClick={() => mutate(run)}>
              {history.deleteForGood}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
