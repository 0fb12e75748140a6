import type { QueueInput, QueueSource } from './queue.ts';

interface Reader<T, R> {
  readonly resolve: (result: IteratorResult<T, R>) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Values for one reader, in the order in which they came; then the result, or the failure. Begins at the first
 * `next()`. Unlike a generator function's, its `return()` ends a pending `next()` at once, and what it reads from too.
 */
export class AsyncQueue<T extends object, R> implements AsyncGenerator<T, R, undefined>, QueueInput<T, R> {
  // Thousands wait at a time, most of them for one value: lists are made when they are needed.
  #values: T[] | undefined;
  #readers: Reader<T, R>[] | undefined;
  #result: R;
  #open: ((queue: QueueInput<T, R>) => QueueSource<R> | undefined) | undefined;
  #source: QueueSource<R> | undefined;
  /** How it ended; a failure until the reader has it. */
  #end: 'closed' | { readonly reason: unknown } | undefined;

  /** `open` begins to fill it; what it throws, the reader gets. `none`: the result before it has begun. */
  constructor(open: (queue: QueueInput<T, R>) => QueueSource<R> | undefined, none: R) {
    this.#open = open;
    this.#result = none;
  }

  push(value: T): void {
    if (this.#end !== undefined) return;
    const reader = this.#readers?.shift();
    if (reader !== undefined) return reader.resolve({ done: false, value });
    this.#values ??= [];
    this.#values.push(value);
  }

  close(result: R): void {
    this.#result = result;
    this.#finish();
  }

  fail(reason: unknown): void {
    if (this.#end !== undefined) return;
    const reader = this.#readers?.shift();
    if (reader === undefined) this.#end = { reason };
    else reader.reject(reason);
    this.#finish();
  }

  next(): Promise<IteratorResult<T, R>> {
    this.#start();
    const value = this.#values?.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    const end = this.#end;
    if (typeof end === 'object') {
      this.#end = 'closed';
      return Promise.reject(end.reason);
    }
    if (end === 'closed') return Promise.resolve({ done: true, value: this.#result });
    return new Promise((resolve, reject) => {
      const reader = { resolve, reject };
      if (this.#readers === undefined) this.#readers = [reader];
      else this.#readers.push(reader);
    });
  }

  async return(value: R | PromiseLike<R>): Promise<IteratorResult<T, R>> {
    this.#leave();
    return { done: true, value: await value };
  }

  async throw(reason: unknown): Promise<IteratorResult<T, R>> {
    this.#leave();
    throw reason;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leave();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #start(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    try {
      const source = open(this);
      if (this.#end === undefined) this.#source = source;
    } catch (error) {
      this.fail(error);
    }
  }

  #finish(): void {
    this.#end ??= 'closed';
    this.#open = undefined;
    this.#source = undefined;
    const readers = this.#readers ?? [];
    this.#readers = undefined;
    for (const reader of readers) reader.resolve({ done: true, value: this.#result });
  }

  #leave(): void {
    const source = this.#source;
    this.#values = undefined;
    this.#end = 'closed';
    if (source !== undefined) this.#result = source.leave();
    this.#finish();
  }
}
