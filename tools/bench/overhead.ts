/* What each client costs over plain `fetch`: the table in docs/benchmarks.md. A pattern measures some clients only. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Measured } from './client-process.ts';
import { clientsOf } from './clients.ts';

const start = (file: string, ...words: readonly string[]) =>
  fork(new URL(file, import.meta.url), words, { execArgv: [] });

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const [answer] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('A process ended without an answer.');
    }),
  ]);
  return answer;
}

const service = start('service.ts');
const { port } = await answerOf<{ readonly port: number }>(service);
const origin = `http://127.0.0.1:${port}`;
const wanted = new RegExp(process.argv[2] ?? '');

console.log('| start and status of one task | serial | 32 in flight |');
console.log('| --- | ---: | ---: |');
const plainMicros: string[] = [];
for (const name of Object.keys(clientsOf(origin)).filter((name) => wanted.test(name))) {
  const measured = await answerOf<readonly Measured[]>(start('client-process.ts', name, origin));
  console.log(`| ${[name, ...measured.map(({ ratio }) => ratio.toFixed(2))].join(' | ')} |`);
  plainMicros.push(measured.map((one) => one.plainMicros.toFixed(0)).join(' and '));
}
console.log(`\nPlain fetch is 1.00: ${plainMicros.join(', ')} µs beside the clients in turn.`);
service.disconnect();
