/** Values for one reader, in the order in which they came; then the end, or the failure. */
export class AsyncQueue<T extends object> {
  readonly #values: T[] = [];
  #isClosed = false;
  #failure: { readonly reason: unknown } | undefined;
  #wake: (() => void) | undefined;

  push(value: T): void {
    this.#values.push(value);
    this.#wake?.();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake?.();
  }

  /** The reader gets what came before it first. */
  fail(reason: unknown): void {
    this.#failure = { reason };
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const next = this.#values.shift();
      if (next !== undefined) yield next;
      else if (this.#failure !== undefined) throw this.#failure.reason;
      else if (this.#isClosed) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
