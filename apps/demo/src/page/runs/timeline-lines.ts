import type { Run, TimelineEvent } from '../../api.ts';
import type { StageMessages } from '../messages/stage.ts';

interface Line {
  readonly at: number;
  readonly text: string;
}

/** What an earlier server told, or one that tells no more than the state. */
function ofState({ state, startedAt, byId }: Run): readonly TimelineEvent[] {
  if (state.phase !== 'accepted') return [];
  const { acceptedAfterMs, finishedAfterMs, task } = state;
  return [
    ...(byId === true ? [] : [{ at: startedAt + acceptedAfterMs, type: 'accepted' as const }]),
    ...(finishedAfterMs === undefined
      ? []
      : [{ at: startedAt + finishedAfterMs, type: 'finished' as const, status: task.status }]),
  ];
}

/** Looks at a task in a row that found the same status are one line: the last of them. */
export function linesOf(run: Run, { stage }: Pick<StageMessages, 'stage'>): readonly Line[] {
  const events = run.timeline ?? ofState(run);
  const lines: (Line & { readonly looks: number; readonly status: TimelineEvent['status'] })[] = [];
  for (const event of events) {
    const { at, type, status } = event;
    const before = lines.at(-1);
    const isSame = before !== undefined && before.looks > 0 && before.status === status;
    const looks = type === 'polled' ? (isSame ? before.looks : 0) + 1 : 0;
    if (looks > 1) lines.pop();
    lines.push({ at, looks, status, text: stage.event[type]({ ...event, looks }) });
  }
  return lines;
}
