import type { VideoProvider } from '../contract/provider.ts';
import type { VideoTask } from '../contract/task.ts';
import type { Listener } from './subscriber.ts';

/** What waits need of a provider that speaks for others. */
export interface Composite {
  ownerOf(task: VideoTask): VideoProvider;
  /** Told of a task as it was seen by whoever waited through the composite. */
  heard(task: VideoTask): void;
}

/** By the object itself, so that a copy of a composite with a `query` of its own is asked, not gone around. */
const composites = new WeakMap<VideoProvider, Composite>();

/** Lets waits see through a composite: a task is asked about once, whichever way a wait came. */
export function registerComposite(provider: VideoProvider, composite: Composite): void {
  composites.set(provider, composite);
}

/** The provider that speaks to the task's service; throws what the composite throws for a task of nobody. */
export function ownerOf(provider: VideoProvider, task: VideoTask): VideoProvider {
  const owner = composites.get(provider)?.ownerOf(task) ?? provider;
  return owner === provider ? provider : ownerOf(owner, task);
}

/** Lets a composite hear through a copy of it that is asked itself. */
export function hearThrough(copy: VideoProvider, provider: VideoProvider): void {
  if (!composites.has(provider)) return;
  registerComposite(copy, { ownerOf: () => copy, heard: (task) => tellComposite(provider, task) });
}

/** Tells a composite what was seen of a task; others have nothing to hear. */
export function tellComposite(provider: VideoProvider, task: VideoTask): void {
  composites.get(provider)?.heard(task);
}

/** The listener, and the composite through which it waits. */
export function throughComposite(provider: VideoProvider, listener: Listener): Listener {
  if (!composites.has(provider)) return listener;
  return {
    onUpdate(task) {
      tellComposite(provider, task);
      listener.onUpdate?.(task);
    },
    onEnd: (task) => listener.onEnd(task),
    onFailure: (reason) => listener.onFailure(reason),
  };
}
