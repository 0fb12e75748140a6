import { Alert, Code, Loader, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Candidate, VideoRequest } from '@vid/core';
import { useMessages } from '../language.tsx';
import { toWire } from '../request-json.ts';
import { prepare } from '../server.ts';

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
      {candidate !== undefined && <PreparedRequest request={request} model={name} api={candidate.api} />}
    </Modal>
  );
}

const lines = (text: string) => (
  <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
    {text}
  </Code>
);

interface PreparedRequestProps {
  readonly request: VideoRequest;
  readonly model: string;
  readonly api: string;
}

function PreparedRequest({ request, model, api }: PreparedRequestProps) {
  const messages = useMessages();
  const { data, error } = useQuery({
    queryKey: ['prepare', model, api, request],
    queryFn: async () => prepare({ model, api, request: await toWire(request) }),
    gcTime: 0,
  });
  if (error !== null) return <Alert color="red">{error.message}</Alert>;
  if (data === undefined) return <Loader role="status" aria-label={messages.loading} />;
  return (
    <Stack gap="xs">
      <Text size="sm">{messages.blanks}</Text>
      {lines(`${data.method} ${data.url}`)}
      <Text size="sm" fw={600}>
        {messages.headers}
      </Text>
      {lines(
        Object.entries(data.headers)
          .map(([header, value]) => `${header}: ${value}`)
          .join('\n'),
      )}
      <Text size="sm" fw={600}>
        {messages.body}
      </Text>
      {lines(JSON.stringify(data.body, undefined, 2))}
    </Stack>
  );
}
