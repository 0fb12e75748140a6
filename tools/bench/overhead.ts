/* What each client costs over plain `fetch`: the table in docs/benchmarks.md. A pattern measures some clients only. */
import { answerOf, start } from './child.ts';
import type { Measured } from './client-process.ts';
import { clientsOf } from './clients.ts';

const service = start('service.ts');
const origin = await answerOf<string>(service);
const wanted = new RegExp(process.argv[2] ?? '');

console.log('| start and status of one task | serial | 32 in flight |');
console.log('| --- | ---: | ---: |');
const plainMicros: string[] = [];
for (const name of Object.keys(clientsOf(origin)).filter((name) => wanted.test(name))) {
  const measured = await answerOf<readonly Measured[]>(start('client-process.ts', [name, origin]));
  console.log(`| ${[name, ...measured.map(({ ratio }) => ratio.toFixed(2))].join(' | ')} |`);
  plainMicros.push(measured.map((one) => one.plainMicros.toFixed(0)).join(' and '));
}
console.log(`\nPlain fetch is 1.00: ${plainMicros.join(', ')} µs beside the clients in turn.`);
service.disconnect();
