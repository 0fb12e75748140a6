export interface Abortable {
  abort(reason: unknown): void;
}

const listeners = new WeakMap<AbortSignal, Set<Abortable>>();

/**
 * Tells when a signal aborts that has not yet. One listener for a signal, however many waits share it: the platform
 * warns of a leak at eleven.
 */
export function onAbort(signal: AbortSignal, target: Abortable): void {
  const known = listeners.get(signal);
  if (known !== undefined) return void known.add(target);
  const targets = new Set([target]);
  listeners.set(signal, targets);
  const tellAll = () => targets.forEach((each) => each.abort(signal.reason));
  signal.addEventListener('abort', tellAll, { once: true });
}

export function offAbort(signal: AbortSignal, target: Abortable): void {
  listeners.get(signal)?.delete(target);
}
