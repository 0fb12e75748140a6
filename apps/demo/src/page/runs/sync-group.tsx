import { useReducedMotion } from '@mantine/hooks';
import { createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react';
import { createSyncClock, type SyncClock, type SyncState } from './sync-clock.ts';

interface Group {
  readonly clock: SyncClock;
}

const GroupContext = createContext<Group | undefined>(undefined);

export function useSyncGroup(): Group {
  const group = use(GroupContext);
  if (group === undefined) throw new Error('This stands in a SyncGroup only.');
  return group;
}

export const useSyncState = ({ subscribe, state }: SyncClock): SyncState =>
  useSyncExternalStore(subscribe, state);

/** Every film inside plays in step. Starts by itself, unless motion is unwanted. */
export function SyncGroup({ children }: { readonly children: ReactNode }) {
  const still = useReducedMotion(undefined, { getInitialValueInEffect: false });
  const [clock] = useState(() => createSyncClock(!still));
  const [group] = useState({ clock });
  return <GroupContext value={group}>{children}</GroupContext>;
}
