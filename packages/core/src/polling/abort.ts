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

/** The promise's own end, or the signal's reason, whichever comes first. */
export const unlessAborted = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
