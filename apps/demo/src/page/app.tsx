import { Alert, Anchor, Button, Center, Container, Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { VideoRequest } from '@vid/core';
import { Activity, lazy, Suspense, useState } from 'react';
import type { Run, Setup } from '../api.ts';
import { Boundary } from './boundary.tsx';
import { Connections } from './connections.tsx';
import { errorWords } from './error-words.ts';
import { useMessages } from './language.tsx';
import { hrefOf, useRoute } from './route.ts';
import { fetchSetup } from './server.ts';
import { SetupContext, useConnections } from './setup.ts';
import { NavBar } from './shell/nav-bar.tsx';
import { ViewHead } from './shell/view-head.tsx';
import { Workbench } from './workbench.tsx';

const HistoryView = lazy(async () => ({
  default: (await import('./history/history-view.tsx')).HistoryView,
}));
const ServicesView = lazy(async () => ({
  default: (await import('./services/services-view.tsx')).ServicesView,
}));
const ModelsView = lazy(async () => ({ default: (await import('./models/models-view.tsx')).ModelsView }));

export function App() {
  const messages = useMessages();
  const { data, error, refetch } = useQuery({ queryKey: ['setup'], queryFn: fetchSetup });
  if (data !== undefined) {
    return <Page setup={data} />;
  }
  return (
    <Center component="main" mih="60vh">
      {error === null ? (
        <Loading />
      ) : (
        <Alert color="red">
          <Title order={1} size="h3" mb="xs">
            {messages.loadFailed}
          </Title>
          <Text size="sm" mb="xs">
            {errorWords(error, messages)}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => void refetch()}>
            {messages.tryAgain}
          </Button>
        </Alert>
      )}
    </Center>
  );
}

const Loading = () => <Loader role="status" aria-label={useMessages().loading} />;

/** The comparison keeps what was typed while another view is open; the other views are loaded when asked for. */
function Page({ setup }: { readonly setup: Setup }) {
  const messages = useMessages();
  const { view, query } = useRoute();
  const connections = useConnections(setup);
  const [incoming, setIncoming] = useState<VideoRequest>();
  const runAgain = ({ provider, api }: Run, request: VideoRequest) => {
    connections.choose(provider, api);
    setIncoming(request);
    location.hash = hrefOf('compare');
  };
  return (
    <SetupContext value={connections}>
      <Container size="xl" py="md">
        <Stack gap="md">
          <NavBar view={view} />
          <Stack component="main" gap="md">
            <ViewHead view={view}>
              {view === 'compare' && (
                <Anchor href={hrefOf('services')} size="sm">
                  {messages.byFeature}
                </Anchor>
              )}
              {(view === 'compare' || view === 'services') && <Connections />}
            </ViewHead>
            <Activity mode={view === 'compare' ? 'visible' : 'hidden'}>
              <Boundary>
                <Workbench incoming={incoming} onTaken={() => setIncoming(undefined)} />
              </Boundary>
            </Activity>
            <Boundary key={view}>
              <Suspense fallback={<Loading />}>
                {view === 'services' && <ServicesView />}
                {view === 'models' && <ModelsView query={query} />}
                {view === 'history' && <HistoryView query={query} onRunAgain={runAgain} />}
              </Suspense>
            </Boundary>
          </Stack>
        </Stack>
      </Container>
    </SetupContext>
  );
}
