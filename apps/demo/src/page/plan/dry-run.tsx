import { useQuery } from '@tanstack/react-query';
import type { Candidate, VideoRequest } from '@vid/core';
import { use, useId } from 'react';
import { Boundary } from '../boundary.tsx';
import { bodyPieces, type SentFile } from '../code/as-curl.ts';
import { CopiedCode } from '../code/copied-code.tsx';
import { refusalWords } from '../error-words.ts';
import { useLaterMessages } from '../messages/later.ts';
import { filesOf, toBase64, toText, toWire } from '../request-json.ts';
import { prepare } from '../server.ts';
import { connectionAt, SetupContext, useProviderName } from '../setup.ts';
import { Dialog } from '../ui/overlays.tsx';
import { modelOf } from './make-plan.ts';

interface DryRunDialogProps {
  readonly request: VideoRequest;
  readonly candidate: Candidate | undefined;
  readonly onClose: () => void;
}

/** The dry run of one candidate. */
export function DryRunDialog({ request, candidate, onClose }: DryRunDialogProps) {
  const { exactRequest } = useLaterMessages();
  const providerName = useProviderName();
  const shown = candidate && `${providerName(candidate.provider)} ${candidate.model}`;
  return (
    <Dialog opened={candidate !== undefined} onClose={onClose} title={`${exactRequest} · ${shown}`}>
      {candidate !== undefined && (
        <Boundary>
          <DryRun request={request} model={modelOf(candidate)} api={candidate.api} />
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
export function DryRun({ request, model, api }: DryRunProps) {
  const messages = useLaterMessages();
  const { choices } = use(SetupContext);
  const opening = useId();
  const { data, error } = useQuery({
    // Not the bytes of files: a key is written out with each render.
    queryKey: ['prepare', model, api, opening, toText(request)],
    queryFn: async () => ({
      prepared: await prepare({ model, api, request: await toWire(request) }),
      files: await Promise.all(
        filesOf(request).map(async ({ name, data }) => ({ name, base64: await toBase64(data) })),
      ),
    }),
    gcTime: 0,
  });
  if (error !== null)
    return (
      <p className="notice" data-tone="bad" role="alert">
        {refusalWords(error, messages)}
      </p>
    );
  if (data === undefined) return <div className="spinner" role="progressbar" aria-label={messages.loading} />;
  const connection = connectionAt(choices, { model, api });
  return (
    <div className="stack">
      <p className="small">{messages.dryRunHint}</p>
      <pre className="code">{`${data.prepared.method} ${data.prepared.url}`}</pre>
      <h3>{messages.headers}</h3>
      <pre className="code">
        {Object.entries(data.prepared.headers)
          .map(([header, value]) => `${header}: ${value}`)
          .join('\n')}
      </pre>
      <h3>{messages.body}</h3>
      <pre className="code">{readableBody(data.prepared.body, data.files)}</pre>
      {/* Only the package of an AI SDK's model knows its HTTP request. */}
      {connection !== undefined && URL.parse(data.prepared.url)?.protocol !== 'ai-sdk:' && (
        <CopiedCode request={request} model={model} connection={connection} />
      )}
    </div>
  );
}

/** A file by its name, where its bytes are sent as base64. */
function readableBody(body: unknown, files: readonly SentFile[]): string {
  const short = bodyPieces(body, files).map((piece) =>
    'text' in piece ? piece.text : `<base64: ${piece.file}>`,
  );
  return JSON.stringify(JSON.parse(short.join('')), undefined, 2);
}
