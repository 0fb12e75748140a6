import { Alert, Text } from '@mantine/core';
import type { Run } from '../../api.ts';
import { useMessages } from '../language.tsx';
import { runAlertOf } from './run-stage.ts';

export function RunAlert({ run }: { readonly run: Run }) {
  const messages = useMessages();
  const alert = runAlertOf(run, messages);
  if (alert === undefined) return null;
  const { title, advice, original } = alert;
  return (
    <Alert color="red" p="xs" title={title}>
      <Text size="sm">{advice}</Text>
      <Text size="xs" mt={4} style={{ overflowWrap: 'anywhere' }}>
        {messages.inItsWords}: <span lang="en">{original}</span>
      </Text>
    </Alert>
  );
}
