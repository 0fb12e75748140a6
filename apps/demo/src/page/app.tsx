import { useQuery } from '@tanstack/react-query';
import { Activity, lazy, Suspense } from 'react';
import type { Setup } from '../api.ts';
import { usePage } from './address/page-address.ts';
import { Boundary } from './boundary.tsx';
import { CreateView } from './create/create-view.tsx';
import { refusalWords } from './error-words.ts';
import { useMessages } from './language.tsx';
import { fetchSetup } from './server.ts';
import { SetupContext, useConnections } from './setup.ts';
import { AppBar, ViewHead } from './shell/app-bar.tsx';
import { SkipLink } from './shell/shortcuts.tsx';

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
  if (data !== undefined) return <Page setup={data} />;
  return (
    <main className="alone">
      {error === null ? (
        <Loading />
      ) : (
        <div className="notice" data-tone="bad">
          <h1>{messages.loadFailed}</h1>
          <p>{refusalWords(error, messages)}</p>
          <button type="button" className="button" data-small onClick={() => void refetch()}>
            {messages.tryAgain}
          </button>
        </div>
      )}
    </main>
  );
}

const Loading = () => <div className="spinner" role="status" aria-label={useMessages().loading} />;

/** Create keeps what was typed while another view is open; the other views are loaded when asked for. */
function Page({ setup }: { readonly setup: Setup }) {
  const view = usePage((state) => state.view);
  const query = usePage((state) => state.query);
  return (
    <SetupContext value={useConnections(setup)}>
      <SkipLink />
      <AppBar />
      <main tabIndex={-1}>
        <ViewHead view={view} />
        <Activity mode={view === 'create' ? 'visible' : 'hidden'}>
          <Boundary>
            <CreateView />
          </Boundary>
        </Activity>
        {view !== 'create' && (
          <div className="view">
            <Boundary key={view}>
              <Suspense fallback={<Loading />}>
                {view === 'services' && <ServicesView />}
                {view === 'models' && <ModelsView query={query} />}
                {view === 'history' && <HistoryView />}
              </Suspense>
            </Boundary>
          </div>
        )}
      </main>
    </SetupContext>
  );
}
