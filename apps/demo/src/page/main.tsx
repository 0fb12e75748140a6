import './tokens.css';
import './ui/controls.css';
import './shell/shell.css';
import './create/create.css';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { Activity, lazy, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Setup } from '../api.ts';
import { createPageAddress, PageContext, usePage } from './address/page-address.ts';
import { Announcements } from './announcements.tsx';
import { Boundary, LazyPart, Loading } from './boundary.tsx';
import { CreateView } from './create/create-view.tsx';
import { refusalWords } from './error-words.ts';
import { LanguageProvider, startingLanguage, useLanguage, useMessages } from './language.tsx';
import { fetchSetup } from './server.ts';
import { SetupContext, useConnections } from './setup.ts';
import { AppBar, SkipLink, ViewHead } from './shell/app-bar.tsx';
import { ThemeProvider } from './theme.tsx';

const HistoryView = lazy(async () => ({
  default: (await import('./history/history-view.tsx')).HistoryView,
}));
const ServicesView = lazy(async () => ({
  default: (await import('./services/services-view.tsx')).ServicesView,
}));
const ModelsView = lazy(async () => ({ default: (await import('./models/models-view.tsx')).ModelsView }));

const setupQuery = { queryKey: ['setup'], queryFn: fetchSetup } as const;

function App() {
  const messages = useMessages();
  const { data, error, refetch } = useQuery(setupQuery);
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

/** Create keeps what was typed while another view is open; the other views are loaded when asked for. */
function Page({ setup }: { readonly setup: Setup }) {
  const view = usePage((state) => state.view);
  const query = usePage((state) => state.query);
  return (
    <SetupContext value={useConnections(setup)}>
      <SkipLink />
      <AppBar />
      <Announcements />
      <main tabIndex={-1}>
        <ViewHead view={view} />
        <LanguageNotice />
        <Activity mode={view === 'create' ? 'visible' : 'hidden'}>
          <Boundary>
            <CreateView />
          </Boundary>
        </Activity>
        {view !== 'create' && (
          <div className="view">
            <LazyPart key={view}>
              {view === 'services' && <ServicesView />}
              {view === 'models' && <ModelsView query={query} />}
              {view === 'history' && <HistoryView />}
            </LazyPart>
          </div>
        )}
      </main>
    </SetupContext>
  );
}

/** A browser keeps the failure of a file for as long as the page stands, so only a reload helps. */
function LanguageNotice() {
  const { messages, isMissing } = useLanguage();
  if (!isMissing) return null;
  return (
    <p className="notice" data-tone="bad" role="alert">
      {messages.languageMissing}
    </p>
  );
}

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');

const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
});

/** Not at the top level: the texts import from this file, which would then wait for them. */
async function begin(place: Element): Promise<void> {
  // The first frame of `index.html` stands until there is a page to put in its place.
  const [start] = await Promise.all([startingLanguage(), queries.prefetchQuery(setupQuery)]);
  const address = createPageAddress(start.words);
  createRoot(place).render(
    <StrictMode>
      <ThemeProvider>
        <QueryClientProvider client={queries}>
          <LanguageProvider start={start}>
            <PageContext value={address}>
              <Boundary>
                <App />
              </Boundary>
            </PageContext>
          </LanguageProvider>
        </QueryClientProvider>
      </ThemeProvider>
    </StrictMode>,
  );
}

void begin(root);
