import { Alert, Code, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { VideoRequest } from '@vid/core';
import { use } from 'react';
import { bodyPieces, type SentFile } from '../code/as-curl.ts';
import { CopiedCode } from '../code/copied-code.tsx';
import { filesOf } from '../code/files.ts';
import { errorWords } from '../error-words.ts';
import { useMessages } from '../language.tsx';
import { toBase64, toWire } from '../request-json.ts';
import { prepare } from '../server.ts';
import { SetupContext } from '../setup.ts';

interface DryRunProps {
  readonly request: VideoRequest;
  readonly model: string;
  readonly api: string;
}

/** What would be sent, and the same as code. */
export function DryRun({ request, model, api }: DryRunProps) {
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
      {connection !== undefined && <CopiedCode request={request} model={model} connection={connection} />}
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
