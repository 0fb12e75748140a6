import type { Terminal } from './terminal.ts';
export async function complete(_terminal: Terminal, _given: readonly string[]): Promise<number> { return 0; }
