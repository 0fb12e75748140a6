import { useMutation } from '@tanstack/react-query';
import { Share } from 'lucide-react';
import type { Run, SavedVideo } from '../../api.ts';
import { refusalWords } from '../error-words.ts';
import { type Kept, readKept } from '../kept.ts';
import { useLanguage } from '../language.tsx';
import type { Language } from '../messages.ts';
import { type StageMessages, useStageMessages } from '../messages/stage.ts';
import { fetchChosen, fetchFile } from '../server.ts';
import { toBase64 } from '../request-json.ts';
import { priceOf, stageText, startOf, timeOf, titleOf, totalOf, useRunName } from '../runs/run-facts.ts';
import { Popover } from '../ui/overlays.tsx';

/** `linked`: the films stay on this server, and play while it runs. `embedded`: they are in the file. */
type ExportKind = 'linked' | 'embedded' | 'json';

interface ExportOptions {
  readonly kind: ExportKind;
  readonly language: Language;
  readonly messages: StageMessages;
  /** What a run's model is called for people. */
  readonly nameOf: (run: Run) => string;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);

const addressOf = ({ url }: SavedVideo): string => new URL(url, location.href).href;

async function embedded(video: SavedVideo): Promise<string> {
  const file = await fetchFile(video.url);
  return `data:${video.mediaType};base64,${await toBase64(new Uint8Array(await file.arrayBuffer()))}`;
}

const style = `:root{color-scheme:light dark}body{font:14px/1.5 system-ui,sans-serif;margin:0 auto;max-width:1200px;padding:24px}
main{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));gap:16px}
figure{margin:0}video{width:100%;max-height:80vh;background:#0c0d0f;border-radius:6px}figcaption p{margin:2px 0}
h1{font-size:20px}.dim{opacity:.75}pre{white-space:pre-wrap;overflow-wrap:anywhere}button{font:inherit;padding:6px 12px}`;

const script = `const films=[...document.querySelectorAll('video')];
document.querySelector('button')?.addEventListener('click',()=>{for(const film of films){film.currentTime=0;film.play()}});`;

export async function figureOf(
  run: Run,
  kept: Pick<Kept, 'notes' | 'winners'>,
  { kind, messages, nameOf }: Omit<ExportOptions, 'language'>,
): Promise<string> {
  const { stage } = messages;
  const films = await Promise.all(
    run.videos.map(async (video) => {
      const source = kind === 'embedded' ? await embedded(video) : addressOf(video);
      return `<video controls muted loop playsinline src="${escape(source)}"></video>`;
    }),
  );
  const facts = [
    stageText(run, messages),
    priceOf(run, messages),
    timeOf(run, messages),
    run.real ? undefined : messages.simulated,
  ].filter((fact) => fact !== undefined);
  const note = kept.notes[run.id];
  const mark = kept.winners[run.comparison] === run.id ? ` — ${stage.winner}` : '';
  return `<figure>${films.join('')}<figcaption><p><strong>${escape(nameOf(run) + mark)}</strong></p>
<p class="dim">${escape(facts.join(' · '))}</p>${note === undefined ? '' : `<p>${escape(note)}</p>`}</figcaption></figure>`;
}

/** One comparison as one file, without keys and without the service's own links. */
async function exported(
  runs: readonly Run[],
  options: ExportOptions,
): Promise<{ readonly name: string; readonly file: Blob }> {
  const { kind, language, messages } = options;
  const { stage } = messages;
  const [first] = runs;
  const kept = readKept();
  const requests = await Promise.all(
    runs.map(async ({ id, byId }) => (byId === true ? undefined : fetchChosen(id))),
  );
  const name = `vid-${first?.comparison.slice(0, 8) ?? ''}`;
  if (kind === 'json') {
    const content = {
      comparison: first?.comparison,
      runs: runs.map((run, index) => ({
        ...run,
        videos: run.videos.map((video) => ({ ...video, url: addressOf(video) })),
        request: requests[index]?.request,
        winner: kept.winners[run.comparison] === run.id,
        note: kept.notes[run.id],
      })),
      votes: kept.votes.filter((vote) => runs.some(({ comparison }) => comparison === vote.comparison)),
    };
    const text = JSON.stringify(content, undefined, 2);
    return { name: `${name}.json`, file: new Blob([text], { type: 'application/json' }) };
  }
  const title = first === undefined ? messages.noPrompt : titleOf(first, messages);
  const total = totalOf(runs, messages);
  const facts = [
    first === undefined ? '' : startOf(first.startedAt, language),
    ...(total === undefined ? [] : [stage.total(total)]),
    ...(runs.every(({ real }) => real)
      ? []
      : [runs.some(({ real }) => real) ? stage.partlyReal : messages.simulated]),
    ...(kind === 'linked' ? [stage.linkedHint] : []),
  ];
  const figures = await Promise.all(runs.map((run) => figureOf(run, kept, options)));
  const text = `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${style}</style></head>
<body><h1>${escape(title)}</h1><p class="dim">${escape(facts.join(' · '))}</p><p><button type="button">${escape(messages.play)}</button></p>
<main>${figures.join('\n')}</main>
<h2>${escape(messages.request)}</h2><pre>${escape(JSON.stringify(requests[0]?.request ?? {}, undefined, 2))}</pre>
<script>${script}</script></body></html>
`;
  return { name: `${name}.html`, file: new Blob([text], { type: 'text/html' }) };
}

const kinds = ['linked', 'embedded', 'json'] as const satisfies readonly ExportKind[];

interface ExportMenuProps {
  /** All runs of the comparison. */
  readonly load: () => Promise<readonly Run[]>;
  /** Names the comparison where several stand together; the button is then a sign alone. */
  readonly title?: string;
}

/** A comparison as a file to keep or to send. */
export function ExportMenu({ load, title }: ExportMenuProps) {
  const messages = useStageMessages();
  const { stage } = messages;
  const { language } = useLanguage();
  const nameOf = useRunName();
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (kind: ExportKind) => {
      const { name, file } = await exported(await load(), { kind, language, messages, nameOf });
      const address = URL.createObjectURL(file);
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    },
  });
  return (
    <Popover
      kind="quiet"
      {...(title === undefined ? { small: true } : { square: true })}
      label={
        <>
          <Share size={16} aria-hidden />
          {title === undefined && stage.export}
        </>
      }
      name={title === undefined ? stage.export : stage.export + messages.colon + title}
    >
      {(close) => (
        <div className="stack">
          {kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              className="button"
              data-kind="quiet"
              data-wrap
              disabled={isPending}
              onClick={() => mutate(kind, { onSuccess: close })}
            >
              {stage.exports[kind]}
            </button>
          ))}
          {error !== null && (
            <p className="notice" data-tone="bad" role="alert">
              {refusalWords(error, messages)}
            </p>
          )}
        </div>
      )}
    </Popover>
  );
}
