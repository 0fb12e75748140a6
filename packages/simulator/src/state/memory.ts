import type * as z from 'zod';

/** Where a simulator keeps what it must not forget when its process ends. Synchronous: each entry is safe before the answer. */
export type SimulatorMemory = {
  /** Every entry of one kind, in the order in which their keys were first written. */
  read(kind: string): Iterable<readonly [key: string, value: unknown]>;
  /** `value` is plain JSON; it replaces what the key held. */
  write(kind: string, key: string, value: unknown): void;
};

export const noMemory: SimulatorMemory = { read: () => [], write: () => undefined };

/** A map that outlives the process. */
export type PersistentMap<Value> = {
  get(key: string): Value | undefined;
  has(key: string): boolean;
  /** In the order in which their keys were first set. */
  values(): Iterable<Value>;
  set(key: string, value: Value): void;
};

/** Throws a ZodError when the memory holds something else. */
export function persistentMap<Schema extends z.ZodType>(
  memory: SimulatorMemory,
  kind: string,
  schema: Schema,
): PersistentMap<z.output<Schema>> {
  const map = new Map(Array.from(memory.read(kind), ([key, value]) => [key, schema.parse(value)] as const));
  return {
    get: (key) => map.get(key),
    has: (key) => map.has(key),
    values: () => map.values(),
    set(key, value) {
      memory.write(kind, key, value);
      map.set(key, value);
    },
  };
}
