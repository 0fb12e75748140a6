export interface Abortable {
  abort(reason: unknown): void;
}

const listeners = new WeakMap<AbortSignal, Set<Abortable>>();

/**
 * Aborts the target when the signal aborts, which it has not yet. One listener for a signal, however many waits share
 * it: older Nodes warn of a leak at eleven.
 */
export function onAbort(signal: AbortSignal, target: Abortable): void {
  const known = listeners.get(signal);
  if (known !== undefined) return void known.add(target);
  const targets = new Set([target]);
  listeners.set(signal, targets);
  const abortAll = () => targets.forEach((each) => each.abort(signal.reason));
  signal.addEventListener('abort', abortAll, { once: true });
}

export function offAbort(signal: AbortSignal, target: Abortable): void {
  listeners.get(signal)?.delete(target);
}

/** The promise's own end, or the signal's reason, whichever comes first. Without a signal it takes as long. */
export const unlessAborted = <T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop: Abortable = { abort: reject };
    if (signal?.aborted === true) reject(signal.reason);
    else if (signal !== undefined) onAbort(signal, stop);
    promise.then(resolve, reject).finally(() => signal && offAbort(signal, stop));
  });

/** A signal of our own that aborts with the first of several. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  /** Follows this one no longer; without one, none. */
  unlink(signal?: AbortSignal): void;
}

/** By hand: some runtimes lack `AbortSignal.any`, and it refuses the signals of another realm. */
export function linkSignals(signals: readonly AbortSignal[]): LinkedSignal {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    else onAbort(signal, controller);
  }
  return {
    signal: controller.signal,
    unlink(one) {
      for (const signal of one === undefined ? signals : [one]) offAbort(signal, controller);
    },
  };
}
