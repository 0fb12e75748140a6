import { type ReactNode, Suspense } from 'react';
import { ErrorBoundary, type FallbackProps } from 'react-error-boundary';
import { useMessages } from './language.tsx';

/** What could not be loaded, as Vite tells it: the file of a part, or its styles. */
const notLoaded = new WeakSet<Error>();
addEventListener('vite:preloadError', ({ payload }) => void notLoaded.add(payload));

/** One part of the page that fails leaves the others standing. */
export const Boundary = ({ children }: { readonly children: ReactNode }) => (
  <ErrorBoundary FallbackComponent={Failed}>{children}</ErrorBoundary>
);

export const Loading = () => (
  <div className="spinner" role="progressbar" aria-label={useMessages().loading} />
);

/** A part whose file is loaded when it is first shown. */
export const LazyPart = ({ children }: { readonly children: ReactNode }) => (
  <Boundary>
    <Suspense fallback={<Loading />}>{children}</Suspense>
  </Boundary>
);

/** A browser keeps the failure of a file for as long as the page stands, so only a reload helps. */
function Failed({ error }: FallbackProps) {
  const { partNotLoaded, partFailed, partAdvice, reload } = useMessages();
  const isNotLoaded = error instanceof Error && notLoaded.has(error);
  return (
    <div className="notice" data-tone="bad" role="alert">
      <strong>{isNotLoaded ? partNotLoaded : partFailed}</strong>
      <p>{isNotLoaded ? partAdvice.notLoaded : partAdvice.failed}</p>
      <button type="button" className="button" data-small onClick={() => location.reload()}>
        {reload}
      </button>
    </div>
  );
}
