import { Alert, Code, Group, Loader, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PreparedRequest, VideoRequest } from '@vid/core';
import { useState } from 'react';
import type { ConnectionSetup } from '../../api.ts';
import { CopyButton } from '../copy-button.tsx';
import { errorWords } from '../error-words.ts';
import { useLanguage, useMessages } from '../language.tsx';
import { en, zh } from '../messages/code.ts';
import { toBase64, toWire } from '../request-json.ts';
import { prepare } from '../server.ts';
import { asAiSdk } from './as-ai-sdk.ts';
import { asCli } from './as-cli.ts';
import { asCurl, type SentFile } from './as-curl.ts';
import { asTypeScript } from './as-typescript.ts';
import { filesOf } from './files.ts';
import { connectionAt, type Place } from './place.ts';

const forms = ['curl', 'typescript', 'cli', 'sdk'] as const;
type Form = (typeof forms)[number];
const places = ['simulator', 'service'] as const;

interface CopiedCodeProps {
  readonly request: VideoRequest;
  readonly model: string;
  readonly connection: ConnectionSetup;
}

/** As `PreparedRequest.body` says it: a file whose link is not there yet. */
const holdsLinkPlace = (body: unknown) => JSON.stringify(body).includes('"{link: ');

interface Shown extends CopiedCodeProps {
  readonly prepared: PreparedRequest;
  readonly files: readonly SentFile[];
}

function codeOf(form: Form, { request, model, connection, prepared, files }: Shown) {
  const needsLinks = holdsLinkPlace(prepared.body);
  switch (form) {
    case 'curl':
      return asCurl(prepared, files, connection);
    case 'typescript':
      return { text: asTypeScript(request, model, connection, needsLinks) };
    case 'cli':
      return asCli(request, model, connection, needsLinks);
    case 'sdk':
      return asAiSdk(request, model, connection, needsLinks);
  }
}

/** The request as code in one of four forms, for the simulator or for the service. */
export function CopiedCode({ request, model, connection }: CopiedCodeProps) {
  const messages = useMessages();
  const words = useLanguage().language === 'zh' ? zh : en;
  const [form, setForm] = useState<Form>('curl');
  const usual: Place = connection.state === 'real' ? 'service' : 'simulator';
  const [place, setPlace] = useState(usual);
  const there = connectionAt(connection, place);
  const { api } = connection;
  const { data, error } = useQuery({
    queryKey: ['code', model, api, place, request],
    queryFn: async () => ({
      prepared: await prepare({ model, api, request: await toWire(request) }, place),
      files: await Promise.all(
        filesOf(request).map(async ({ name, data: bytes }) => ({ name, base64: await toBase64(bytes) })),
      ),
    }),
    gcTime: 0,
  });
  const code =
    data === undefined || there === undefined
      ? undefined
      : codeOf(form, { ...data, request, model, connection: there });
  return (
    <Stack gap="xs" component="section" aria-label={words.title}>
      <Group gap="xs" justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label={words.form}
          value={form}
          onChange={setForm}
          data={forms.map((value) => ({ value, label: words.forms[value] }))}
        />
        {connection.simulator !== undefined && (
          <SegmentedControl
            size="xs"
            aria-label={words.place}
            value={place}
            onChange={setPlace}
            data={places.map((value) => ({ value, label: words.places[value] }))}
          />
        )}
      </Group>
      {error !== null && <Alert color="red">{errorWords(error, messages)}</Alert>}
      {error === null && code === undefined && <Loader role="status" aria-label={messages.loading} />}
      {code !== undefined && 'none' in code && <Text size="sm">{words.none[code.none]}</Text>}
      {code !== undefined && 'text' in code && there !== undefined && (
        <>
          <Text size="xs" c="dimmed">
            {words.notes[form]}{' '}
            {there.simulator === undefined
              ? `${words.real[form]} ${words.keys(there.keyVariables.join(messages.comma))}`
              : words.simulated(there.simulator['baseUrl'] ?? '')}{' '}
            {data !== undefined &&
              data.files.length > 0 &&
              words.files(data.files.map(({ name }) => name).join(messages.comma))}
          </Text>
          <Code block tabIndex={0} aria-label={words.forms[form]} className="code-text">
            {code.text}
          </Code>
          <CopyButton label={words.copy} text={() => code.text} />
        </>
      )}
    </Stack>
  );
}
