import { useQuery } from '@tanstack/react-query';
import type { PreparedRequest, VideoRequest } from '@vid/core';
import { useId, useState } from 'react';
import type { ConnectionSetup } from '../../api.ts';
import { Loading } from '../boundary.tsx';
import { CopyButton } from '../copy-button.tsx';
import { refusalWords } from '../error-words.ts';
import { useLaterMessages } from '../messages/later.ts';
import { filesOf, toBase64, toText, toWire } from '../request-json.ts';
import { prepare } from '../server.ts';
import { Segmented } from '../ui/segmented.tsx';
import { asAiSdk } from './as-ai-sdk.ts';
import { asCli } from './as-cli.ts';
import { asCurl, type SentFile } from './as-curl.ts';
import { asTypeScript } from './as-typescript.ts';
import { connectionAt, type Target } from './as-typescript.ts';

const forms = ['curl', 'typescript', 'cli', 'sdk'] as const;
type Form = (typeof forms)[number];
const targets = ['simulator', 'service'] as const;

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
  const messages = useLaterMessages();
  const { code: words } = messages;
  const [form, setForm] = useState<Form>('curl');
  const usual: Target = connection.state === 'real' ? 'service' : 'simulator';
  const [target, setTarget] = useState(usual);
  const there = connectionAt(connection, target);
  const { api } = connection;
  const opening = useId();
  const { data, error } = useQuery({
    // Not the bytes of files: a key is written out with each render.
    queryKey: ['code', model, api, target, opening, toText(request)],
    queryFn: async () => ({
      prepared: await prepare({ model, api, request: await toWire(request) }, target),
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
    <section className="stack" aria-label={words.title}>
      <div className="row">
        <Segmented
          label={words.form}
          value={form}
          onChange={setForm}
          options={forms.map((value) => ({ value, label: words.forms[value] }))}
        />
        <span className="fill" />
        {connection.simulator !== undefined && (
          <Segmented
            label={words.target}
            value={target}
            onChange={setTarget}
            options={targets.map((value) => ({ value, label: words.targets[value] }))}
          />
        )}
      </div>
      {error !== null && (
        <p className="notice" data-tone="bad">
          {refusalWords(error, messages)}
        </p>
      )}
      {error === null && code === undefined && <Loading />}
      {code !== undefined && 'none' in code && <p className="notice">{words.none[code.none]}</p>}
      {code !== undefined && 'text' in code && there !== undefined && (
        <>
          <p className="hint">
            {words.notes[form]}
            {messages.betweenSentences()}
            {there.simulator === undefined
              ? words.real[form] +
                messages.betweenSentences() +
                words.keys(there.keyVariables.join(messages.comma))
              : words.simulated(there.simulator['baseUrl'] ?? '')}
            {messages.betweenSentences()}
            {data !== undefined &&
              data.files.length > 0 &&
              words.files(data.files.map(({ name }) => name).join(messages.comma))}
          </p>
          <CopyButton label={words.copy} text={() => code.text} />
          <pre className="code" tabIndex={0} role="region" aria-label={words.forms[form]}>
            {code.text}
          </pre>
        </>
      )}
    </section>
  );
}
