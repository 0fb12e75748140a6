import './sync.css';
import { useReducedMotion } from '@mantine/hooks';
import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  use,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { createSyncClock, type SyncClock, type SyncState } from './sync-clock.ts';

interface Group {
  readonly clock: SyncClock;
  readonly frame: RefObject<HTMLDivElement | null>;
}

const GroupContext = createContext<Group | undefined>(undefined);

export function useSyncGroup(): Group {
  const group = use(GroupContext);
  if (group === undefined) throw new Error('This stands in a SyncGroup only.');
  return group;
}

export const useSyncState = ({ subscribe, state }: SyncClock): SyncState =>
  useSyncExternalStore(subscribe, state);

/** What has use for a key of its own keeps it. */
const takesKeys = 'button, a, input, select, textarea, [role=slider]';
const stepSeconds = 1;

function onKey(event: KeyboardEvent, clock: SyncClock): void {
  const { target, key, altKey, ctrlKey, metaKey } = event;
  if (altKey || ctrlKey || metaKey || (target instanceof Element && target.matches(takesKeys))) return;
  const { playing, time } = clock.state();
  const actions: Readonly<Record<string, () => void>> = {
    ' ': () => (playing ? clock.pause() : clock.play()),
    ArrowLeft: () => clock.seek(time - stepSeconds),
    ArrowRight: () => clock.seek(time + stepSeconds),
  };
  const action = Object.hasOwn(actions, key) ? actions[key] : undefined;
  if (action === undefined) return;
  event.preventDefault();
  action();
}

/** Every `SyncVideo` inside plays in step; `SyncControls` steer them. Starts by itself, unless motion is unwanted. */
export function SyncGroup({ children }: { readonly children: ReactNode }) {
  const still = useReducedMotion(undefined, { getInitialValueInEffect: false });
  const [clock] = useState(() => createSyncClock(!still));
  const frame = useRef<HTMLDivElement>(null);
  return (
    <GroupContext value={{ clock, frame }}>
      <div ref={frame} className="sync-group" onKeyDown={(event) => onKey(event, clock)}>
        {children}
      </div>
    </GroupContext>
  );
}
