import { Alert, Button, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useMessages } from './language.tsx';

/** What could not be loaded, as Vite tells it: the file of a part, or its styles. */
const notLoaded = new WeakSet<Error>();
addEventListener('vite:preloadError', ({ payload }) => void notLoaded.add(payload));

interface BoundaryProps {
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly error?: unknown;
}

/** One part of the page that fails leaves the others standing. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override readonly state: BoundaryState = {};

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error };
  }

  override render(): ReactNode {
    return 'error' in this.state ? <Failed error={this.state.error} /> : this.props.children;
  }
}

/** A browser keeps the failure of a file for as long as the page stands, so only a reload helps. */
function Failed({ error }: { readonly error: unknown }) {
  const { partNotLoaded, partFailed, partAdvice, reload } = useMessages();
  const isNotLoaded = error instanceof Error && notLoaded.has(error);
  return (
    <Alert color="red" role="alert" title={isNotLoaded ? partNotLoaded : partFailed}>
      <Text size="sm" mb="xs">
        {isNotLoaded ? partAdvice.notLoaded : partAdvice.failed}
      </Text>
      <Button size="compact-xs" variant="default" onClick={() => location.reload()}>
        {reload}
      </Button>
    </Alert>
  );
}
