/** A variable of the process, or `undefined` where there is no process or no such variable. */
export function environmentVariable(name: string): string | undefined {
  const process: unknown = Reflect.get(globalThis, 'process');
  const env: unknown =
    typeof process === 'object' && process !== null ? Reflect.get(process, 'env') : undefined;
  const value: unknown = typeof env === 'object' && env !== null ? Reflect.get(env, name) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
