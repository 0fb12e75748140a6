import { readFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { nearestName } from '@vid/core/provider-kit';
import { parse } from 'csv-parse/sync';
import { ExitError } from './exit-codes.ts';
import { fieldOptions, fields, flagOf } from './fields.ts';
import { fieldReaders, readMediaPath } from './read-options.ts';
import { repeatedKey } from './repeated-key.ts';
import type { Terminal } from './terminal.ts';
import { WrongValue, wrongValueText } from './usage-words.ts';

/** One line of a batch: fields of a request, and a name for its videos. */
export interface BatchRow {
  /** `'line 3'`, as an editor counts; in the language of the terminal. */
  readonly place: string;
  readonly name: string | undefined;
  /** The name or number of the row whose video's last frame is the first of this one. */
  readonly chain: string | undefined;
  readonly values: Readonly<Record<string, unknown>>;
}

type Column = (typeof fields)[number] | 'prompt' | 'name' | 'chain';

/** A column by the field's name or the option's: `aspectRatio`, `ratio`, `--ratio`. */
const columns: ReadonlyMap<string, Column> = new Map([
  ['prompt', 'prompt'],
  ['name', 'name'],
  ['chain', 'chain'],
  ...fields.flatMap((field) => [
    [field, field] as const,
    [flagOf(fieldOptions[field].flags).slice(2), field] as const,
  ]),
]);

/** The rows of a CSV file with a head, or of a file with one JSON object a line. Throws `ExitError` for what is neither. */
export function readBatch(terminal: Terminal, path: string): readonly BatchRow[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ExitError('impossible', terminal.words.unreadable(path));
  }
  const folder = dirname(resolve(path));
  const rows = extname(path).toLowerCase() === '.csv' ? csvRows(terminal, text) : jsonRows(terminal, text);
  if (rows.length === 0) throw new ExitError('impossible', terminal.words.rowsNone);
  return rows.map(({ place, cells }) => readRow(terminal, { place, cells }, folder));
}

interface RawRow {
  readonly place: string;
  /** By their heads, of which a table may have one twice. `null` sets nothing. */
  readonly cells: readonly (readonly [head: string, cell: unknown])[];
}

function csvRows({ words }: Terminal, text: string): readonly RawRow[] {
  try {
    const found: unknown = parse(text, { bom: true, skip_empty_lines: true, trim: true, info: true });
    const [head, ...rows] = Array.isArray(found) ? found : [];
    const heads: readonly string[] = head?.record ?? [];
    return rows.map(({ record, info }) => ({
      place: words.line(info.lines),
      // An empty cell of a table sets nothing; an empty text in JSON does.
      cells: heads.map((name, index) => [name, record[index] === '' ? null : record[index]] as const),
    }));
  } catch (error) {
    throw new ExitError('impossible', words.badTable(error instanceof Error ? error.message : String(error)));
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function jsonRows({ words }: Terminal, text: string): readonly RawRow[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const place = words.line(index + 1);
    let cells: unknown;
    try {
      cells = JSON.parse(line);
    } catch {
      cells = undefined;
    }
    if (!isRecord(cells)) throw new ExitError('impossible', words.noObject(place));
    const key = repeatedKey(line);
    if (key !== undefined) throw new ExitError('impossible', words.keyTwice(place, key));
    return [{ place, cells: Object.entries(cells) }];
  });
}

function readRow(terminal: Terminal, { place, cells }: RawRow, folder: string): BatchRow {
  const { words } = terminal;
  const values: Record<string, unknown> = {};
  const set = new Set<Column>();
  let name: string | undefined;
  let chain: string | undefined;
  for (const [head, cell] of cells) {
    const column = columns.get(head.replace(/^--/, ''));
    if (column === undefined) {
      const nearest = nearestName(head, [...columns.keys()]);
      throw new ExitError('impossible', words.noColumn(place, head, nearest));
    }
    if (cell === null) continue;
    if (set.has(column)) throw new ExitError('impossible', words.setTwice(place, column));
    set.add(column);
    if (column === 'name') name = named(cell);
    else if (column === 'chain') chain = named(cell);
    else values[column] = column === 'prompt' ? cell : readCell(terminal, { place, column, cell, folder });
  }
  return { place, name, chain, values };
}

/** No row has an empty name. */
function named(cell: unknown): string | undefined {
  const text = String(cell);
  return text === '' ? undefined : text;
}

const switches: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  '1': true,
  false: false,
  no: false,
  '0': false,
};

interface Cell {
  readonly place: string;
  readonly column: (typeof fields)[number];
  readonly cell: unknown;
  readonly folder: string;
}

/** Texts as an option reads them, files from beside the batch; other values are JSON's own. */
function readCell({ words, language }: Terminal, { place, column, cell, folder }: Cell): unknown {
  const { kind } = fieldOptions[column];
  const media = (one: unknown) => (typeof one === 'string' ? readMediaPath(one.trim(), folder) : one);
  if (kind === 'media') return media(cell);
  if (kind === 'medias')
    return (Array.isArray(cell) ? cell : String(cell).split(';')).map((one: unknown) => media(one));
  if (typeof cell !== 'string') return cell;
  if (kind === 'texts') return cell.split(';').map((one) => one.trim());
  if (kind === 'switch') return switches[cell.toLowerCase()] ?? cell;
  try {
    return fieldReaders[kind]?.(cell, undefined) ?? cell;
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error;
    const text = [place, column, wrongValueText(error, language)].join(words.colon);
    throw new ExitError('impossible', `${text} ${words.declined}`);
  }
}
