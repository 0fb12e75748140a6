import { property } from './property.ts';

/** A variable of the process, or `undefined` where there is no process, no such variable or no permission to read it. */
export function environmentVariable(name: string): string | undefined {
  try {
    const value = property(property(property(globalThis, 'process'), 'env'), name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    // Deno without --allow-env [observed, 2.9].
    return undefined;
  }
}
