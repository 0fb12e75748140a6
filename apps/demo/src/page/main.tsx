import './tokens.css';
import './ui/controls.css';
import './shell/shell.css';
import './create/create.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createPageAddress, PageContext } from './address/page-address.ts';
import { App } from './app.tsx';
import { Boundary } from './boundary.tsx';
import { LanguageProvider, type Spoken, startingLanguage } from './language.tsx';
import { ThemeProvider } from './theme.tsx';

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');

const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
});

// No await of the module itself: the language's file uses this one, and would wait for it.
const render = (start: Spoken) =>
  createRoot(root).render(
    <StrictMode>
      <ThemeProvider>
        <QueryClientProvider client={queries}>
          <LanguageProvider start={start}>
            <PageContext value={createPageAddress(start.messages)}>
              <Boundary>
                <App />
              </Boundary>
            </PageContext>
          </LanguageProvider>
        </QueryClientProvider>
      </ThemeProvider>
    </StrictMode>,
  );

void startingLanguage().then(render);
