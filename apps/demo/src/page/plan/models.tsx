import type { Candidate, Plan, Problem, Rejection, VideoRequest } from '@vid/core';
import { type KeyboardEvent, lazy, memo, Suspense, use, useMemo, useState } from 'react';
import { useAnnouncement } from '../announcements.tsx';
import { Boundary } from '../boundary.tsx';
import { usePage, usePageAddress } from '../address/page-address.ts';
import { useMessages } from '../language.tsx';
import { SetupContext } from '../setup.ts';
import { isSameModel, makePlan, modelOf, type Planned, spread, startingChoice } from './make-plan.ts';
import { Matters } from './matters.tsx';
import { type ModelActions, ModelRow } from './model-row.tsx';
import { offeredNeeds, possibleNeeds, type PlanOptions } from './plan-options.ts';
import type { MeasuredTimes } from './use-durations.ts';

const NotPossible = lazy(async () => ({ default: (await import('./not-possible.tsx')).NotPossible }));

const atFirst = 8;

/** What is seen of a plan: the suggested requests differ with every letter of the prompt, and their changes do not. */
const seen = (planned: Planned): string =>
  JSON.stringify(planned, (name, value: unknown) => (name === 'request' ? undefined : value));

/** The plan that was shown before, as long as the new one looks the same. */
function useSeen(planned: Planned): Planned {
  const text = useMemo(() => seen(planned), [planned]);
  const [shown, setShown] = useState({ text, planned });
  if (shown.text === text) return shown.planned;
  setShown({ text, planned });
  return planned;
}

export interface ComposedPlan {
  /** With every letter another one. */
  readonly planned: Planned;
  /** The same, as long as it looks the same. */
  readonly shown: Planned;
  /** Those that are chosen and can, in order. */
  readonly chosen: readonly Candidate[];
}

/** Plans with every letter. */
export function usePlan(
  request: VideoRequest,
  reasons: readonly unknown[],
  { real }: MeasuredTimes,
): ComposedPlan {
  const { capabilities, storeOf } = use(SetupContext);
  const routing = usePage((state) => state.routing);
  const models = usePage((state) => state.models);
  const planned: Planned = useMemo(
    () => (reasons.length > 0 ? { reasons: [] } : makePlan(capabilities, request, routing, real, storeOf)),
    [capabilities, request, reasons, routing, real, storeOf],
  );
  const shown = useSeen(planned);
  const chosen = useMemo(() => {
    const candidates = 'plan' in shown ? shown.plan.candidates : [];
    return models === undefined
      ? startingChoice(candidates)
      : candidates.filter((candidate) => models.includes(modelOf(candidate)));
  }, [shown, models]);
  return { planned, shown, chosen };
}

interface ModelsProps extends ModelActions {
  readonly planned: Planned;
  readonly chosen: readonly Candidate[];
  readonly simulated: MeasuredTimes['simulated'];
  /** Needs that the request leaves open, with a space between. */
  readonly possible: string;
  readonly onApply: (rejection: Rejection) => void;
  /** For who can with another api. */
  readonly others: readonly Candidate[];
}

export const possibleOf = (request: VideoRequest): string => possibleNeeds(request).join(' ');

/** Who makes it: those who can, chosen or not, and those who cannot, why, and what would help. */
export const Models = memo(function Models(props: ModelsProps) {
  const { planned, possible, onApply, others, chosen, simulated, ...actions } = props;
  const messages = useMessages();
  const [isWhyWanted, setWhyWanted] = useState(false);
  const words = possible.split(' ');
  return (
    <section aria-labelledby="plan-title" className="stack plan">
      <Matters possible={offeredNeeds.filter((need) => words.includes(need))} />
      {'plan' in planned ? (
        <>
          <List plan={planned.plan} chosen={chosen} simulated={simulated} {...actions} />
          {(planned.plan.rejected.length > 0 || others.length > 0) && (
            <details
              className="fold"
              open={planned.plan.candidates.length === 0}
              onToggle={({ currentTarget: { open } }) => open && setWhyWanted(true)}
            >
              <summary id="rejected-title">{messages.planning.cannot(planned.plan.rejected.length)}</summary>
              {isWhyWanted && (
                <Boundary>
                  <Suspense
                    fallback={<div className="spinner" role="progressbar" aria-label={messages.loading} />}
                  >
                    <NotPossible
                      rejected={planned.plan.rejected}
                      others={others}
                      busy={actions.busy}
                      onApply={onApply}
                    />
                  </Suspense>
                </Boundary>
              )}
            </details>
          )}
        </>
      ) : (
        <>
          <h2 id="plan-title">{messages.planning.title}</h2>
          {/* Broken JSON is explained where it is written. */}
          {planned.reasons.length > 0 && <Invalid {...planned} />}
        </>
      )}
    </section>
  );
});

function Invalid({ reasons }: { readonly reasons: readonly (Problem | string)[] }) {
  const messages = useMessages();
  const sentences = reasons.map((reason) => (typeof reason === 'string' ? reason : messages.problem(reason)));
  return (
    <div className="notice" data-tone="bad">
      <strong>{messages.invalid}</strong>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

interface ListProps extends ModelActions, Pick<ModelsProps, 'chosen' | 'simulated'> {
  readonly plan: Plan;
}

const step = 'models';

function List({ plan: { mode, candidates, warnings = [] }, chosen, simulated, ...actions }: ListProps) {
  const messages = useMessages();
  const { planning } = messages;
  const page = usePageAddress();
  const routing = usePage((state) => state.routing);
  const [opened, setOpened] = useState<string>();
  const [isWhole, setWhole] = useState(false);
  const [filter, setFilter] = useState('');
  const [stop, setStop] = useState<string>();
  const ordered = useMemo(() => order(candidates, routing), [candidates, routing]);
  const words = filter.trim().toLowerCase();
  const found = ordered.filter((one) => modelOf(one).toLowerCase().includes(words));
  const rows = isWhole ? found : firstOf(ordered, chosen);
  const left = ordered.length - rows.length;
  const isChosen = (candidate: Candidate) => chosen.some((one) => isSameModel(one, candidate));
  const choose = (candidate: Candidate, isWanted: boolean) => {
    const names = chosen.map(modelOf);
    const name = modelOf(candidate);
    page.set({ models: isWanted ? [...names, name] : names.filter((one) => one !== name) }, step);
  };
  const told = `${messages.modes[mode]} · ${candidates.length === 0 ? messages.nobodyCan : planning.all(candidates.length)}`;
  useAnnouncement(told);
  const current = rows.find((one) => modelOf(one) === stop) ?? rows[0];
  return (
    <>
      <div className="row" style={{ flexWrap: 'nowrap' }}>
        <h2 id="plan-title">{planning.title}</h2>
        <span className="hint fill">{told}</span>
        {chosen.length > 0 ? (
          <button
            type="button"
            className="button"
            data-kind="quiet"
            data-small
            onClick={() => page.set({ models: [] }, step)}
          >
            {planning.clear}
          </button>
        ) : (
          candidates.length > 0 && (
            <button
              type="button"
              className="button"
              data-kind="quiet"
              data-small
              onClick={() => page.set({ models: undefined }, step)}
            >
              {planning.best}
            </button>
          )
        )}
      </div>
      {warnings.map((warning) => (
        <p key={warning.code} className="hint">
          {messages.warn(warning)}
        </p>
      ))}
      {isWhole && (
        <input
          className="input"
          type="search"
          aria-label={planning.findLabel}
          placeholder={planning.findLabel}
          value={filter}
          onChange={({ currentTarget: { value } }) => setFilter(value)}
        />
      )}
      <ul
        className="models"
        aria-labelledby="plan-title"
        onKeyDown={moveInRows}
        onFocus={({ target }) => {
          const name = target.closest<HTMLElement>('[data-candidate]')?.dataset['candidate'];
          if (name !== undefined) setStop(name);
        }}
      >
        {rows.map((candidate) => {
          const name = modelOf(candidate);
          return (
            <ModelRow
              key={`${name} ${candidate.api}`}
              candidate={candidate}
              simulated={simulated.median(candidate)}
              isChosen={isChosen(candidate)}
              isOpen={opened === name}
              isStop={candidate === current}
              onChoose={(wanted) => choose(candidate, wanted)}
              onOpen={(isOpen) => setOpened(isOpen ? name : undefined)}
              {...actions}
            />
          );
        })}
      </ul>
      {!isWhole && left > 0 && (
        <button type="button" className="button" data-kind="quiet" data-small onClick={() => setWhole(true)}>
          {messages.moreOf(left)}
        </button>
      )}
    </>
  );
}

/** As listed, the best of each provider comes first; whoever asks for another order gets it. */
const order = (candidates: readonly Candidate[], { prefer }: PlanOptions): readonly Candidate[] =>
  prefer === 'listed' ? spread(candidates) : candidates;

/** The first few, and those that are chosen. */
const firstOf = (ordered: readonly Candidate[], chosen: readonly Candidate[]): readonly Candidate[] =>
  ordered.filter((one, index) => index < atFirst || chosen.some((picked) => isSameModel(one, picked)));

/** Arrows lead from row to row, and open and close one. */
function moveInRows(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget } = event;
  if (!(target instanceof HTMLInputElement) || target.type !== 'checkbox') return;
  const boxes = [...currentTarget.querySelectorAll<HTMLInputElement>('.model > div > label > input')];
  const place = boxes.indexOf(target);
  const next = { ArrowDown: boxes[place + 1], ArrowUp: boxes[place - 1], Home: boxes[0], End: boxes.at(-1) };
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const opener = target.closest('.model')?.querySelector<HTMLElement>('.opener');
    const isOpen = opener?.ariaExpanded === 'true';
    if (isOpen === (key === 'ArrowLeft')) opener?.click();
  } else if (key in next) {
    Object.entries(next)
      .find(([name]) => name === key)?.[1]
      ?.focus();
  } else return;
  event.preventDefault();
}
