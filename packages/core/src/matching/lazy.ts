/** Computes at the first call and keeps what came out. */
export function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => (known ??= { value: compute() }).value;
}

/** An object with getters, shown by a console of Node as the plain data that it stands for. */
export const shownAsData = <Data extends object>(lazy: Data): Data =>
  Object.defineProperty(lazy, Symbol.for('nodejs.util.inspect.custom'), { value: () => ({ ...lazy }) });
