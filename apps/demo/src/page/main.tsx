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
import { LanguageProvider, startingLanguage } from './language.tsx';
import { ThemeProvider } from './theme.tsx';

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');

const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
});

/** Not at the top level: the texts import from this file, which would then wait for them. */
async function begin(place: Element): Promise<void> {
  const start = await startingLanguage();
  const address = createPageAddress(start.messages);
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
