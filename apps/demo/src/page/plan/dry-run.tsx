import { Alert, Code, Group, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Candidate, PreparedRequest, VideoRequest } from '@vid/core';
import { use } from 'react';
import type { ConnectionSetup } from '../../api.ts';
import { Boundary } from '../boundary.tsx';
import { asCurl, bodyPieces, type SentFile } from '../code/as-curl.ts';
import { asTypeScript } from '../code/as-typescript.ts';
import { filesOf } from '../code/files.ts';
import { CopyButton } from '../copy-button.tsx';
import { errorWords } from '../error-words.ts';
import { useMessages } from '../language.tsx';
import { toBase64, toWire } from '../request-json.ts';
import { prepare } from '../server.ts';
import { SetupContext } from '../setup.ts';
import { Dialog } from '../ui/overlays.tsx';

interface DryRunDialogProps {
  readonly request: VideoRequest;
  readonly candidate: Candidate | undefined;
  readonly onClose: () => void;
}

/** The dry run of one candidate. */
export function DryRunDialog({ request, candidate, onClose }: DryRunDialogProps) {
  const { exactRequest } = useMessages();
  const name = candidate === undefined ? '' : `${candidate.provider}:${candidate.model}`;
  return (
    <Dialog opened={candidate !== undefined} onClose={onClose} title={`${exactRequest} · ${name}`}>
      {candidate !== undefined && (
        <Boundary>
          <DryRun request={request} model={name} api={candidate.api} />
        </Boundary>
      )}
    </Dialog>
  );
}

interface DryRunProps {
  readonly request: VideoRequest;
  readonly model: string;
  readonly api: string;
}

/** What would be sent, and the same as code. */
function DryRun({ request, model, api }: DryRunProps) {
  const messages = useMessages();
  const { choices } = use(SetupContext);
  const { data, error } = useQuery({
    queryKey: ['prepare', model, api, request],
    queryFn: async () => ({
      prepared: await prepare({ model, api, request: await toWire(request) }),
      files: await Promise.all(
        filesOf(request).map(async ({ name, data }) => ({ name, base64: await toBase64(data) })),
      ),
    }),
    gcTime: 0,
  });
  if (error !== null) return <Alert color="red">{errorWords(error, messages)}</Alert>;
  if (data === undefined) return <Loader role="status" aria-label={messages.loading} />;
  const connection = choices
    .flatMap(({ connections }) => connections)
    .find((one) => one.api === api && model.startsWith(`${one.provider}:`));
  return (
    <Stack gap="xs">
      <Text size="sm">{messages.dryRunHint}</Text>
      {connection !== undefined && (
        <Copies {...data} request={request} model={model} connection={connection} />
      )}
      {lines(`${data.prepared.method} ${data.prepared.url}`)}
      <Text size="sm" fw={600}>
        {messages.headers}
      </Text>
      {lines(
        Object.entries(data.prepared.headers)
          .map(([header, value]) => `${header}: ${value}`)
          .join('\n'),
      )}
      <Text size="sm" fw={600}>
        {messages.body}
      </Text>
      {lines(readableBody(data.prepared.body, data.files))}
    </Stack>
  );
}

const lines = (text: string) => (
  <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
    {text}
  </Code>
);

/** A file by its name, where its bytes are sent as base64. */
function readableBody(body: unknown, files: readonly SentFile[]): string {
  const short = bodyPieces(body, files).map((piece) =>
    'text' in piece ? piece.text : `<base64: ${piece.file}>`,
  );
  return JSON.stringify(JSON.parse(short.join('')), undefined, 2);
}

/** As `PreparedRequest.body` says it: a file whose link is not there yet. */
const holdsLinkPlace = (body: unknown) => JSON.stringify(body).includes('"{link: ');

interface CopiesProps {
  readonly prepared: PreparedRequest;
  readonly files: readonly SentFile[];
  readonly request: VideoRequest;
  readonly model: string;
  readonly connection: ConnectionSetup;
}

function Copies({ prepared, files, request, model, connection }: CopiesProps) {
  const { copy } = useMessages();
  const curl = asCurl(prepared, files, connection);
  const { baseUrl } = connection.simulator ?? {};
  return (
    <Stack gap={4}>
      <Group gap="xs">
        {'text' in curl && <CopyButton label={copy.curl} text={() => curl.text} />}
        <CopyButton
          label={copy.typescript}
          text={() => asTypeScript(request, model, connection, holdsLinkPlace(prepared.body))}
        />
      </Group>
      <Text size="xs" c="dimmed">
        {baseUrl === undefined ? copy.hint : copy.simulated(baseUrl)} {files.length > 0 && copy.files}
      </Text>
      {'none' in curl && (
        <Text size="xs" c="dimmed">
          {copy.noCurl[curl.none]}
        </Text>
      )}
    </Stack>
  );
}
