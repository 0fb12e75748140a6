/*
 * One client in a process of its own, as in an application, and plain `fetch` beside it there. They take turns, and each
 * turn is a ratio of its own, so the machine's speed cancels out. The parent is sent what was measured.
 */
import { clientsOf, plainFetch, type StartAndAsk } from './clients.ts';

/** Of one load: the medians of the turns. */
export interface Measured {
  /** The client's processor time by that of plain `fetch`. */
  readonly ratio: number;
  /** Microseconds that plain `fetch` took for a pair of requests. */
  readonly plainMicros: number;
}

interface Load {
  readonly pairs: number;
  readonly inFlight: number;
}

/** Enough pairs for several garbage collections. */
const loads: readonly Load[] = [
  { pairs: 400, inFlight: 1 },
  { pairs: 1_200, inFlight: 32 },
];
const turns = 11;
/** The first turns are the compiler's. */
const warmUpTurns = 3;

/** Microseconds for a pair. Of the whole process, so garbage collection counts. */
async function cost(startAndAsk: StartAndAsk, { pairs, inFlight }: Load): Promise<number> {
  const before = process.cpuUsage();
  let left = pairs;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await startAndAsk();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / pairs;
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function measure(client: StartAndAsk, plain: StartAndAsk, load: Load): Promise<Measured> {
  const ratios: number[] = [];
  const plainCosts: number[] = [];
  for (let turn = 0; turn < warmUpTurns + turns; turn += 1) {
    const plainCost = await cost(plain, load);
    const ratio = (await cost(client, load)) / plainCost;
    if (turn < warmUpTurns) continue;
    plainCosts.push(plainCost);
    ratios.push(ratio);
  }
  return { ratio: median(ratios), plainMicros: median(plainCosts) };
}

const [name = '', service = ''] = process.argv.slice(2);
const client = clientsOf(service)[name];
if (client === undefined) throw new Error(`There is no client ${name}.`);
const measured: Measured[] = [];
for (const load of loads) measured.push(await measure(client, plainFetch(service), load));
process.send?.(measured);
process.disconnect?.();
