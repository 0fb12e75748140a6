import type { VideoProvider } from '../provider.ts';
import type { VideoTask } from '../task.ts';

type OwnerOf = (task: VideoTask) => VideoProvider;

/** By the object itself, so that a copy of a composite with a `query` of its own is asked, not gone around. */
const composites = new WeakMap<VideoProvider, OwnerOf>();

/** Lets waits see through a composite: a task is asked about once, whichever way a wait came. */
export function registerComposite(provider: VideoProvider, owner: OwnerOf): void {
  composites.set(provider, owner);
}

/** The provider that speaks to the task's service; throws what the composite throws for a task of nobody. */
export function ownerOf(provider: VideoProvider, task: VideoTask): VideoProvider {
  const inside = composites.get(provider);
  return inside === undefined ? provider : ownerOf(inside(task), task);
}
