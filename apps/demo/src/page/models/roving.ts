import type { KeyboardEvent } from 'react';

/** What a group of controls goes through by arrow keys. */
const stop = 'data-stop';

const stopsIn = (element: ParentNode) => [...element.querySelectorAll<HTMLElement>(`[${stop}]`)];

/** The next row that has something in the same column. */
function inColumn(from: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const cell = from.closest<HTMLTableCellElement>('td, th');
  const row = cell?.closest('tr') ?? undefined;
  const rows = [...(row?.closest('table')?.rows ?? [])];
  if (cell === null || row === undefined) return undefined;
  const column = [...row.cells].indexOf(cell);
  const ahead = rows.slice(rows.indexOf(row) + 1);
  const behind = rows.slice(0, rows.indexOf(row)).toReversed();
  return (step === 1 ? ahead : behind).flatMap(({ cells }) => {
    const there = cells.item(column);
    return there === null ? [] : stopsIn(there).slice(0, 1);
  })[0];
}

/** One tab stop for all of a group: the one that had the focus last; arrows go on from there, in a table also up and down. */
export function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const stops = stopsIn(event.currentTarget);
  const at = stops.findIndex((one) => one === document.activeElement);
  const from = stops[at];
  if (from === undefined) return;
  const targets: Readonly<Record<string, HTMLElement | undefined>> = {
    ArrowRight: stops[at + 1],
    ArrowLeft: stops[at - 1],
    ArrowDown: inColumn(from, 1),
    ArrowUp: inColumn(from, -1),
    Home: stops[0],
    End: stops.at(-1),
  };
  if (!Object.hasOwn(targets, event.key)) return;
  event.preventDefault();
  const next = targets[event.key];
  if (next === undefined) return;
  for (const one of stops) one.tabIndex = one === next ? 0 : -1;
  next.focus();
}
