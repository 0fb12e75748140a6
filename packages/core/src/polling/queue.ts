/** What a queue is filled from. */
export interface QueueSource<R> {
  /** The reader has left. Returns the result so far. */
  leave(): R;
}

/** A queue as who fills it sees it. */
export interface QueueInput<T, R> {
  push(value: T): void;
  /** Ends it with this result. */
  close(result: R): void;
  /** Ends it with this failure; the reader gets what came before it first. */
  fail(reason: unknown): void;
}
