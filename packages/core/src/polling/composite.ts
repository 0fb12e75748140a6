import type { VideoProvider } from '../contract/provider.ts';
import type { VideoTask } from '../contract/task.ts';
import type { Listener } from './subscriber.ts';

/** The method by which waits see through a provider that speaks for others: a task is polled once for all waits. */
export const composite: unique symbol = Symbol('composite');

/** What waits need of a provider that speaks for others. */
export interface Composite {
  /** Whose this is. A copy with a `query` of its own carries the method along, and must be polled itself. */
  readonly provider: VideoProvider;
  /** The provider that knows the task's service; throws where none does. */
  ownerOf(task: VideoTask): VideoProvider;
  /** Called with a task as it was seen by whoever waited through the composite. */
  onTaskUpdate(task: VideoTask): void;
}

/** A composite provider's part of the agreement. */
export interface HasComposite {
  [composite](): Composite;
}

export function compositeOf(provider: VideoProvider & Partial<HasComposite>): Composite | undefined {
  const found = provider[composite]?.();
  return found?.provider === provider ? found : undefined;
}

/** Whether it is a copy of a composite: what it carries along must not be called in place of a `query` of its own. */
export const isCopyOfComposite = (provider: VideoProvider & Partial<HasComposite>): boolean =>
  provider[composite] !== undefined && compositeOf(provider) === undefined;

/** The provider that speaks to the task's service; throws what the composite throws where none does. */
export function ownerOf(provider: VideoProvider, task: VideoTask): VideoProvider {
  const owner = compositeOf(provider)?.ownerOf(task) ?? provider;
  return owner === provider ? provider : ownerOf(owner, task);
}

/** The listener, and the composite through which it waits. */
export function throughComposite(provider: VideoProvider, listener: Listener): Listener {
  const through = compositeOf(provider);
  if (through === undefined) return listener;
  return {
    onUpdate(task) {
      through.onTaskUpdate(task);
      listener.onUpdate?.(task);
    },
    onEnd: (task) => listener.onEnd(task),
    onFailure: (reason) => listener.onFailure(reason),
  };
}
