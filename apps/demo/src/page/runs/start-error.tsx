import { Alert, Button, Text } from '@mantine/core';
import { useMessages } from '../language.tsx';
import { ServerError } from '../server.ts';

interface StartErrorProps {
  readonly error: Error;
  readonly onTryAgain: () => void;
}

/** Why nothing was started. Trying again starts nothing twice. */
export function StartError({ error, onTryAgain }: StartErrorProps) {
  const messages = useMessages();
  const words =
    error instanceof ServerError ? messages.serverError(error.code, error.message) : error.message;
  return (
    <Alert color="red" title={messages.startFailed}>
      <Text size="sm" mb="xs">
        {words}
      </Text>
      <Button size="compact-xs" variant="default" onClick={onTryAgain}>
        {messages.tryAgain}
      </Button>
    </Alert>
  );
}
