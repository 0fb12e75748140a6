import { createHash } from 'node:crypto';
import { requestFromJson, VideoError, type VideoRequest } from '@vid/core';
import { requestFingerprint } from '@vid/core/journal';
import { nearestName } from '@vid/core/provider-kit';
import type { BatchRow } from '../batch-file.ts';
import { ExitError } from '../exit-codes.ts';
import { fields } from '../fields.ts';
import type { Options } from '../options.ts';
import { whyNot } from '../read-request.ts';
import { asOneFile } from '../targets.ts';
import type { Terminal } from '../terminal.ts';
import { fileName } from './compare.ts';
import { someFrame } from './last-frame.ts';
import type { Order } from './orders.ts';

/** One video of a batch: a row, made with one model. */
export interface Cell {
  readonly row: BatchRow;
  /** With some picture for a first frame that is another video's last. */
  readonly request: VideoRequest;
  /** The same row of the same file has the same id when the command is run again, wherever it stands by then. */
  readonly id: string;
  /** What the books call it: a name that no other row has, else with the row's number; no prompt. */
  readonly label: string;
  /** What its file is called. Follows from the row, not from its place, so that a new row takes no other's. */
  readonly file: string;
  /** Whose last frame is its first. */
  readonly parent: Cell | undefined;
}

export type CellOrder = Order & { readonly cell: Cell };

/** A cell before it is known whose frame it needs. */
interface Draft {
  readonly row: BatchRow;
  readonly model: unknown;
  readonly request: VideoRequest;
}

const longestSlug = 40;

/** Rows × models, by the options and what stands in the row; each after the one that it follows on. Throws `ExitError`. */
export async function cellsOf(
  terminal: Terminal,
  rows: readonly BatchRow[],
  { stem, key }: { readonly stem: string; readonly key: string },
  options: Options,
): Promise<readonly Cell[]> {
  const { model = [] } = options;
  const models = typeof model === 'string' ? [model] : model;
  const drafts = rows.flatMap((row): readonly Draft[] => {
    const own = row.values['model'];
    const names = own === undefined && models.length > 0 ? models : [own];
    return names.map((name) => ({ row, model: name, request: requestOf(terminal, row, name, options) }));
  });
  const parentOf = parentsIn(terminal, rows, drafts);
  const labels = labelsOf(rows, stem);
  const seen = new Map<string, number>();
  const made = new Map<Draft, Cell>();
  const cellOf = async (draft: Draft): Promise<Cell> => {
    const known = made.get(draft);
    if (known !== undefined) return known;
    const { row, model: name, request } = draft;
    const before = parentOf(draft);
    const parent = before && (await cellOf(before));
    // What a row makes follows from what it follows on; the frame itself is not there yet.
    const print = await requestFingerprint(
      parent === undefined ? request : { ...request, firstFrame: `https://chain.invalid/${parent.id}` },
    );
    const times = (seen.get(print) ?? 0) + 1;
    seen.set(print, times);
    const id = createHash('sha256').update(`${key}\n${print}\n${times}`).digest('hex').slice(0, 16);
    const of = typeof name === 'string' && models.length > 1 ? [name] : [];
    const slug = (row.name ?? request.prompt ?? stem).slice(0, longestSlug).toWellFormed();
    const file = fileName([slug, ...of, ...(row.name === undefined ? [id.slice(0, 6)] : [])].join(' '));
    const cell = { row, request, id, label: [labels.get(row), ...of].join(' '), file, parent };
    made.set(draft, cell);
    return cell;
  };
  for (const draft of drafts) await cellOf(draft);
  return withOwnFiles([...made.values()]);
}

/** A name that is a row's alone, or with the number by which `chain` may call it. */
function labelsOf(rows: readonly BatchRow[], stem: string): ReadonlyMap<BatchRow, string> {
  const byName = Map.groupBy(rows, ({ name }) => name);
  return new Map(
    rows.map((row, index) => {
      const { name } = row;
      const isAlone = name !== undefined && byName.get(name)?.length === 1;
      return [row, isAlone ? name : `${name ?? stem} #${index + 1}`];
    }),
  );
}

/** No two of them of one name. */
function withOwnFiles(cells: readonly Cell[]): readonly Cell[] {
  const named = Map.groupBy(cells, ({ file }) => asOneFile(file));
  const renamed = new Map<Cell, Cell>();
  for (const cell of cells) {
    const file =
      named.get(asOneFile(cell.file))?.length === 1 ? cell.file : `${cell.file}-${cell.id.slice(0, 6)}`;
    renamed.set(cell, { ...cell, file, parent: cell.parent && renamed.get(cell.parent) });
  }
  return [...renamed.values()];
}

function requestOf(terminal: Terminal, row: BatchRow, model: unknown, options: Options): VideoRequest {
  const { words } = terminal;
  const { place, chain } = row;
  const values: Record<string, unknown> = { prompt: row.values['prompt'] };
  for (const field of fields) values[field] = row.values[field] ?? options[field];
  values['model'] = model;
  if (chain !== undefined) {
    if (row.values['firstFrame'] !== undefined) throw new ExitError('impossible', words.chainAndFrame(place));
    values['firstFrame'] = someFrame;
  }
  try {
    return requestFromJson(values);
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    throw new ExitError('impossible', `${place}${words.colon}${whyNot(terminal, error)}`);
  }
}

/** Whose frame each needs, found by a row's name or number. Throws `ExitError` for none, for several, and for a circle. */
function parentsIn({ words }: Terminal, rows: readonly BatchRow[], drafts: readonly Draft[]) {
  const byName = Map.groupBy(rows, ({ name }) => name);
  const rowOf = ({ place, chain = '' }: BatchRow): BatchRow => {
    const [named, another] = byName.get(chain) ?? [];
    const found = named ?? (/^\d+$/.test(chain) ? rows[Number(chain) - 1] : undefined);
    if (another !== undefined) throw new ExitError('impossible', words.chainSeveral(place, chain));
    if (found !== undefined) return found;
    const nearest = nearestName(
      chain,
      [...byName.keys()].filter((name) => name !== undefined),
    );
    throw new ExitError('impossible', words.chainNone(place, chain, nearest));
  };
  for (const row of rows) {
    const passed = new Set<BatchRow>();
    for (let at = row; at.chain !== undefined; at = rowOf(at)) {
      if (passed.has(at)) throw new ExitError('impossible', words.chainCircle(row.place));
      passed.add(at);
    }
  }
  return ({ row, model }: Draft): Draft | undefined => {
    if (row.chain === undefined) return undefined;
    const before = rowOf(row);
    const all = drafts.filter((draft) => draft.row === before);
    const found = all.length === 1 ? all[0] : all.find((draft) => draft.model === model);
    if (found === undefined) throw new ExitError('impossible', words.chainModel(row.place, row.chain));
    return found;
  };
}
