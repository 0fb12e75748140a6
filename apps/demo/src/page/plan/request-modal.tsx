import { Loader, Modal } from '@mantine/core';
import type { Candidate, VideoRequest } from '@vid/core';
import { lazy, Suspense } from 'react';
import { Boundary } from '../boundary.tsx';
import { useMessages } from '../language.tsx';

const DryRun = lazy(async () => ({ default: (await import('./dry-run.tsx')).DryRun }));

interface RequestModalProps {
  readonly request: VideoRequest;
  readonly candidate: Candidate | undefined;
  readonly onClose: () => void;
}

/** The dry run of one candidate. */
export function RequestModal({ request, candidate, onClose }: RequestModalProps) {
  const messages = useMessages();
  const name = candidate === undefined ? '' : `${candidate.provider}:${candidate.model}`;
  return (
    <Modal
      opened={candidate !== undefined}
      onClose={onClose}
      size="lg"
      title={`${messages.exactRequest} · ${name}`}
      closeButtonProps={{ 'aria-label': messages.close }}
    >
      {candidate !== undefined && (
        <Boundary>
          <Suspense fallback={<Loader role="status" aria-label={messages.loading} />}>
            <DryRun request={request} model={name} api={candidate.api} />
          </Suspense>
        </Boundary>
      )}
    </Modal>
  );
}
