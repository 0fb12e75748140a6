/*
 * What 1,000 videos that are started together cost: status requests, how late their callers hear of them, and memory. Requests and
 * time are simulated, so a busy machine may run it; memory is measured in real time.
 */
import { answerOf, start } from './child.ts';
import type { Polls } from './polls-process.ts';
import { here } from './serve-here.ts';
import { waitsAt } from './waits.ts';

const pattern = new RegExp(process.argv[2] ?? '');
const names = Object.keys(waitsAt(here)).filter((name) => pattern.test(name));
// Replicate's starts are held for a minute, so that all are measured beside the counting.
const heaps = names.map((name) => answerOf<number>(start('heap-process.ts', [name], ['--expose-gc'])));

const cells = ['requests', 'most in 250 ms', 'late'];
const columns = [...cells.map((cell) => `60 s: ${cell}`), ...cells.map((cell) => `180 s: ${cell}`)];
console.log(`| 1,000 tasks | ${[...columns, 'heap of one'].join(' | ')} |`);
console.log(`| --- |${' ---: |'.repeat(columns.length + 1)}`);
for (const [index, name] of names.entries()) {
  const row: string[] = [];
  for (const seconds of ['60', '180']) {
    const polls = await answerOf<Polls>(start('polls-process.ts', [name, seconds]));
    const counts = [polls.queries, polls.largest].map((count) => count.toLocaleString('en'));
    row.push(...counts, `${(polls.late / 1_000).toFixed(1)} s`);
  }
  row.push(`${((await (heaps[index] ?? Number.NaN)) / 1_000).toFixed(1)} kB`);
  console.log(`| ${[name, ...row].join(' | ')} |`);
}
