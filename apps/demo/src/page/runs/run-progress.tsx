import { useMutation } from '@tanstack/react-query';
import { isFinal } from '@vid/core';
import { use, useSyncExternalStore } from 'react';
import type { CancelAnswer, Run } from '../../api.ts';
import { useAnnouncement } from '../announcements.tsx';
import { refusalWords } from '../error-words.ts';
import { type StageMessages, useStageMessages } from '../messages/stage.ts';
import { timeInWords } from '../plan/words.ts';
import { cancelRun } from '../server.ts';
import { SetupContext } from '../setup.ts';
import { clock } from './frame.ts';
import { canStop, goesOn, stageOf, stageText, usualMs } from './run-facts.ts';
import { useRuns } from './runs-feed.ts';
import { linesOf } from './timeline-lines.ts';

interface Named {
  readonly id: string;
  /** Missing where only one can be meant. */
  readonly name?: string;
}

interface Stopped extends Named {
  readonly answer: PromiseSettledResult<CancelAnswer>;
}

/** One that is refused says nothing of the others. */
export async function stopAll(runs: readonly Named[]): Promise<readonly Stopped[]> {
  const answers = await Promise.allSettled(runs.map(({ id }) => cancelRun(id)));
  return runs.flatMap((run, index) => {
    const answer = answers[index];
    return answer === undefined ? [] : [{ ...run, answer }];
  });
}

/** What became of each, and whether it is billed: equal lines are one, with their number. */
export function stopLines(stopped: readonly Stopped[], messages: StageMessages): readonly string[] {
  const lines = stopped.map(({ name, answer }) => {
    const words =
      answer.status === 'fulfilled'
        ? messages.outcome[answer.value.outcome] +
          messages.betweenSentences() +
          messages.billed[answer.value.billed]
        : answer.reason instanceof Error
          ? refusalWords(answer.reason, messages)
          : String(answer.reason);
    return name === undefined ? words : messages.stopped(name, words);
  });
  return [...Map.groupBy(lines, (line) => line)].map(([line, { length }]) =>
    length > 1 ? `${length} × ${line}` : line,
  );
}

/** Stops these, by the names they have when it is asked. */
export function useStop(runs: readonly Named[], messages: StageMessages) {
  const { mutate, data = [], isPending } = useMutation({ mutationFn: () => stopAll(runs) });
  return { stop: () => mutate(), isPending, lines: stopLines(data, messages) };
}

interface RunProgressProps {
  readonly run: Run;
  readonly name: string;
}

/** In the place of a film of a blind comparison: the same for each, whatever its service tells. */
export function BlindProgress({ name }: Pick<RunProgressProps, 'name'>) {
  const messages = useStageMessages();
  return (
    <div className="run-progress">
      <strong>{messages.states.running}</strong>
      <progress aria-label={messages.progressOf(name)} />
    </div>
  );
}

/** In the place of a film until it is there: how far it is, what happened, and Stop. */
export function RunProgress({ run, name }: RunProgressProps) {
  const messages = useStageMessages();
  const { stage } = messages;
  const { everything } = use(SetupContext);
  const left = useLeftInWords([run]);
  const { stop, isPending, lines } = useStop([{ id: run.id }], messages);
  const words = lines.join(' ');
  useAnnouncement(words);
  const { state } = run;
  const task = state.phase === 'accepted' ? state.task : undefined;
  const progress = task !== undefined && 'progress' in task ? task.progress : undefined;
  const isStoppable = canStop(run, everything);
  return (
    <div className="run-progress">
      <div className="run-progress-head">
        <strong>
          {stageText(run, messages)}
          {progress !== undefined && ` ${Math.round(progress * 100)}%`}
        </strong>
        <span className="run-left">
          <Elapsed run={run} />
          {left !== undefined && ` · ${left}`}
        </span>
      </div>
      <progress
        aria-label={messages.progressOf(name)}
        max={1}
        {...(progress !== undefined && { value: progress })}
      />
      <div className="run-events">
        {stageOf(run) === 'waiting' && <p>{messages.whyQueued}</p>}
        <Timeline run={run} live />
      </div>
      {isStoppable && (
        <button
          type="button"
          className="button"
          data-small
          aria-label={messages.stopRun(name)}
          disabled={isPending}
          onClick={stop}
        >
          {messages.stop}
        </button>
      )}
      {!isStoppable && task !== undefined && !isFinal(task) && <p className="run-note">{stage.cannotStop}</p>}
      {words !== '' && <p>{words}</p>}
    </div>
  );
}

const still = () => () => undefined;

/** The time of day, while something goes on. */
const useNow = (ticking: boolean): number =>
  useSyncExternalStore(ticking ? clock.subscribe : still, ticking ? clock.read : () => 0);

/** How long runs may still take, by what was measured: the longest of them, in milliseconds. Below 0: longer than usual. */
function useLeftMs(runs: readonly Run[]): number | undefined {
  const { durations, everything } = use(SetupContext);
  const open = runs.filter(goesOn);
  const now = useNow(open.length > 0);
  const usual = useRuns((state) =>
    open.map((run) => usualMs(run, { runs: state.runs, durations, models: everything.models }) ?? '').join(),
  ).split(',');
  const left = open.flatMap(({ startedAt, byId }, index) => {
    const ms = usual[index] ?? '';
    return ms === '' || byId === true ? [] : [startedAt + Number(ms) - now];
  });
  // Whoever has no time of its own makes the sum unknown.
  return left.length < open.length || open.length === 0 ? undefined : Math.max(...left);
}

export function useLeftInWords(runs: readonly Run[]): string | undefined {
  const messages = useStageMessages();
  const left = useLeftMs(runs);
  if (left === undefined) return undefined;
  if (left <= 0) return messages.stage.longerThanUsual;
  return messages.stage.left(inWholeSeconds(left, messages));
}

/** Ticks by the second. */
const inWholeSeconds = (ms: number, messages: StageMessages): string =>
  timeInWords(Math.max(0, Math.round(ms / 1000)), messages);

function Elapsed({ run }: { readonly run: Run }) {
  const messages = useStageMessages();
  const now = useNow(goesOn(run));
  return <span className="num">{inWholeSeconds(now - run.startedAt, messages)}</span>;
}

interface TimelineProps {
  readonly run: Run;
  /** Whether the last line says how long ago it was. */
  readonly live?: boolean;
}

/** What happened, by the time since the start. */
export function Timeline({ run, live = false }: TimelineProps) {
  const messages = useStageMessages();
  const now = useNow(live && goesOn(run));
  const lines = linesOf(run, messages);
  const last = lines.at(-1);
  if (last === undefined) return null;
  const ago = live ? Math.round((now - last.at) / 1000) : 0;
  return (
    <ol className="timeline" aria-label={messages.stage.timeline}>
      {lines.map((line, index) => (
        <li key={index}>
          <time>+{messages.seconds((Math.max(0, line.at - run.startedAt) / 1000).toFixed(1))}</time>{' '}
          {line.text}
          {line === last && ago >= 2 && ` · ${messages.stage.ago(messages.seconds(ago))}`}
        </li>
      ))}
    </ol>
  );
}
