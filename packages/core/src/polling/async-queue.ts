/**
 * Values for one reader, in the order in which they came; then the result, or the failure. Begins at the first
 * `next()`. Unlike a generator function's, its `return()` ends a pending `next()` at once, and what it reads from too.
 */
export class AsyncQueue<T extends object, R> implements AsyncGenerator<T, R, undefined> {
  readonly #values: T[] = [];
  readonly #readers: PromiseWithResolvers<IteratorResult<T, R>>[] = [];
  readonly #resultOf: () => R;
  #open: ((queue: AsyncQueue<T, R>) => () => void) | undefined;
  #leave: (() => void) | undefined;
  #isOver = false;
  #failure: { readonly reason: unknown } | undefined;

  /** `open` begins and returns how to leave early; what it throws, the reader gets. `resultOf`: so far, when left. */
  constructor(open: (queue: AsyncQueue<T, R>) => () => void, resultOf: () => R) {
    this.#open = open;
    this.#resultOf = resultOf;
  }

  push(value: T): void {
    if (this.#isOver) return;
    const reader = this.#readers.shift();
    if (reader === undefined) this.#values.push(value);
    else reader.resolve({ done: false, value });
  }

  close(): void {
    this.#isOver = true;
    this.#open = undefined;
    this.#leave = undefined;
    for (const reader of this.#readers.splice(0)) reader.resolve({ done: true, value: this.#resultOf() });
  }

  /** The reader gets what came before it first. */
  fail(reason: unknown): void {
    if (this.#isOver) return;
    const reader = this.#readers.shift();
    if (reader === undefined) this.#failure = { reason };
    else reader.reject(reason);
    this.close();
  }

  async next(): Promise<IteratorResult<T, R>> {
    this.#start();
    const value = this.#values.shift();
    if (value !== undefined) return { done: false, value };
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure.reason;
    if (this.#isOver) return { done: true, value: this.#resultOf() };
    const reader = Promise.withResolvers<IteratorResult<T, R>>();
    this.#readers.push(reader);
    return reader.promise;
  }

  async return(value: R | PromiseLike<R>): Promise<IteratorResult<T, R>> {
    this.#end();
    return { done: true, value: await value };
  }

  async throw(reason: unknown): Promise<IteratorResult<T, R>> {
    this.#end();
    throw reason;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #start(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    try {
      const leave = open(this);
      if (!this.#isOver) this.#leave = leave;
    } catch (error) {
      this.fail(error);
    }
  }

  #end(): void {
    const leave = this.#leave;
    this.#values.length = 0;
    this.#failure = undefined;
    this.close();
    leave?.();
  }
}
