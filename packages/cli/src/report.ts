import { writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { VideoRequest } from '@vid/core';
import { toCsv, type VideoJob } from '@vid/core/journal';
import { costOf, fullModel, moneyText, reasonOf, stateOf } from './job-words.ts';
import type { Terminal } from './terminal.ts';

export interface ReportEntry {
  readonly cell: { readonly request: VideoRequest; readonly label: string };
  /** Missing where it was left before it was seen. */
  readonly job: VideoJob | undefined;
  /** Why it was not even sent. */
  readonly notSent: string | undefined;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

interface Line {
  readonly name: string;
  readonly prompt: string;
  readonly model: string;
  readonly state: string;
  readonly cost: string;
  readonly currency: string;
  readonly reported: string;
  readonly file: string;
  readonly id: string;
  readonly reason: string;
}

function lineOf({ words }: Terminal, folder: string, { cell, job, notSent }: ReportEntry): Line {
  const cost = job && costOf(job);
  const file = job?.phase === 'succeeded' ? job.videos[0]?.file?.name : undefined;
  return {
    name: cell.label,
    prompt: cell.request.prompt ?? '',
    model: job === undefined ? '' : fullModel(job.model),
    state: job === undefined ? (notSent === undefined ? '' : words.notSentState) : words.states[stateOf(job)],
    cost: cost === undefined ? '' : String(cost.money.amount),
    currency: cost?.money.currency ?? '',
    reported: cost === undefined ? '' : String(cost.isReported),
    // Beside the report, so that the folder may be moved.
    file: file === undefined ? '' : relative(resolve(folder), file).replaceAll(sep, '/'),
    id: job?.id ?? '',
    reason: (job === undefined ? notSent : job.phase === 'succeeded' ? undefined : reasonOf(job)) ?? '',
  };
}

/** `report.html` to look at and `report.csv` to reckon with, beside the videos; their paths. */
export function writeReport(
  terminal: Terminal,
  title: string,
  folder: string,
  entries: readonly ReportEntry[],
): readonly string[] {
  const lines = entries.map((entry) => lineOf(terminal, folder, entry));
  const html = resolve(join(folder, 'report.html'));
  const csv = resolve(join(folder, 'report.csv'));
  writeFileSync(html, page(terminal, title, lines));
  const [first] = lines;
  const heads = first === undefined ? [] : Object.keys(first);
  const rows = [heads, ...lines.map((line) => Object.values(line).map(String))];
  writeFileSync(csv, toCsv(rows));
  return [html, csv];
}

const style = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;color:#1c1c1e;background:#fff}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(18rem,1fr));gap:1.5rem}
figure{margin:0}video,.none{width:100%;aspect-ratio:16/9;background:#eee;border-radius:6px;object-fit:contain}
.none{display:grid;place-items:center;color:#555}figcaption{margin-top:.5rem}small{color:#555;overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){body{color:#eee;background:#111}video,.none{background:#222}.none,small{color:#aaa}}`;

function page({ language }: Terminal, title: string, lines: readonly Line[]): string {
  const figures = lines.map(({ name, prompt, model, state, cost, currency, file, reason }) => {
    const film =
      file === ''
        ? `<div class="none">${escaped(state)}</div>`
        : `<video controls preload="metadata" src="${escaped(file.split('/').map(encodeURIComponent).join('/'))}"></video>`;
    const price = cost === '' ? '' : ` · ${escaped(moneyText({ amount: Number(cost), currency }))}`;
    return `<figure>${film}<figcaption><b>${escaped(name)}</b> ${escaped(prompt)}<br><small>${escaped(model)}${price}${reason === '' ? '' : `<br>${escaped(reason)}`}</small></figcaption></figure>`;
  });
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${style}</style>
<h1>${escaped(title)}</h1>
<main>
${figures.join('\n')}
</main>
</html>
`;
}
