import { Alert, Button, Center, Container, Loader, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Setup } from '../api.ts';
import { Header } from './header.tsx';
import { useMessages } from './language.tsx';
import { fetchSetup } from './server.ts';
import { SetupContext, useDoors } from './setup.ts';
import { Workbench } from './workbench.tsx';

export function App() {
  const messages = useMessages();
  const { data, error, refetch } = useQuery({ queryKey: ['setup'], queryFn: fetchSetup });
  if (data !== undefined) {
    return <Page setup={data} />;
  }
  return (
    <Center mih="60vh">
      {error === null ? (
        <Loader role="status" aria-label={messages.loading} />
      ) : (
        <Alert color="red" title={messages.loadFailed}>
          {error.message}{' '}
          <Button size="compact-xs" variant="default" onClick={() => void refetch()}>
            {messages.tryAgain}
          </Button>
        </Alert>
      )}
    </Center>
  );
}

function Page({ setup }: { readonly setup: Setup }) {
  return (
    <SetupContext value={useDoors(setup)}>
      <Container component="main" size="xl" py="md">
        <Stack gap="md">
          <Header />
          <Workbench />
        </Stack>
      </Container>
    </SetupContext>
  );
}
