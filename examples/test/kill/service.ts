import { readFileSync } from 'node:fs';
import { startSimulator, type SimulatorOptions } from '@vid/simulator';

/* Kling's protocols in a process of their own, steered over HTTP. Prints its address. */

const options: SimulatorOptions = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const { url } = await startSimulator(options);
console.log(url);
