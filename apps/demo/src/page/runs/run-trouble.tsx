import { Alert, Text } from '@mantine/core';
import type { Run } from '../../api.ts';
import { useMessages } from '../language.tsx';
import { troubleOf } from './run-stage.ts';

export function RunTrouble({ run }: { readonly run: Run }) {
  const messages = useMessages();
  const trouble = troubleOf(run, messages);
  if (trouble === undefined) return null;
  const { title, advice, original } = trouble;
  return (
    <Alert color="red" p="xs" title={title}>
      <Text size="sm">{advice}</Text>
      <Text size="xs" mt={4} style={{ overflowWrap: 'anywhere' }}>
        {messages.inItsWords}: <span lang="en">{original}</span>
      </Text>
    </Alert>
  );
}
