import type { Candidate, Rejection } from '@vid/core';
import { lazy, memo, use, useDeferredValue, useMemo, useState } from 'react';
import { mostTimes } from '../address/codec.ts';
import { usePage, usePageAddress } from '../address/page-address.ts';
import { Boundary, LazyPart } from '../boundary.tsx';
import { useMessages } from '../language.tsx';
import { GenerateBar } from '../plan/generate.tsx';
import { isSameModel, makePlan } from '../plan/make-plan.ts';
import { type ComposedPlan, Models, possibleOf } from '../plan/models.tsx';
import type { Wanted } from '../plan/start.tsx';
import type { MeasuredTimes } from '../plan/use-durations.ts';
import { SetupContext } from '../setup.ts';
import { Segmented } from '../ui/segmented.tsx';
import { type RequestEditor, useLatest } from './editor.ts';
import { MediaField, mediaProps } from './media-field.tsx';
import { formOptions, obstaclesTo } from './options.ts';
import { Notices, PromptMenus, Prompts } from './prompt.tsx';
import { QuickFields } from './quick-fields.tsx';

const JsonEditor = lazy(async () => ({ default: (await import('./json-editor.tsx')).JsonEditor }));
const MoreFields = lazy(async () => ({ default: (await import('./more-fields.tsx')).MoreFields }));

/** What stands above the fold of all that is left. */
const inSight: ReadonlySet<string> = new Set([
  'prompt',
  'firstFrame',
  'duration',
  'aspectRatio',
  'resolution',
  'audio',
  'watermark',
]);
/** What no field of the form sets. */
const unseen: ReadonlySet<string> = new Set(['providerOptions', 'model', 'unchecked']);

interface ComposerProps {
  readonly editor: RequestEditor;
  readonly plan: ComposedPlan;
  readonly times: MeasuredTimes;
  readonly isStarting: boolean;
  readonly onGenerate: (wanted: readonly Wanted[]) => void;
  readonly onShow: (candidate: Candidate) => void;
}

/** What to make, who makes it, and the button that all of it leads to. */
export function Composer({ editor, plan, times, isStarting, onGenerate, onShow }: ComposerProps) {
  const messages = useMessages();
  const { request, pending } = editor;
  const { shown, chosen } = plan;
  const [isJson, setJson] = useState(false);
  const number = usePage((state) => state.times);
  const wanted = useWanted(editor, chosen, times);
  const waits = pending.length > 0;
  const isPlanned = 'plan' in shown;
  const isReady = isPlanned && !waits && !isStarting;
  const videos = wanted.flatMap(({ candidates }) =>
    candidates.flatMap((one) => Array<Candidate>(number).fill(one)),
  );
  const others = useOthers(editor, plan, times);
  const onOnly = useLatest((candidate: Candidate) => onGenerate([{ request, candidates: [candidate] }]));
  const onShowOne = useLatest(onShow);
  const onApply = useLatest((rejection: Rejection) => {
    // With the prompt as it is now, which the suggestion that is shown may not have yet.
    const rejected = 'plan' in plan.planned ? plan.planned.plan.rejected : [];
    const { suggestion } = rejected.find((one) => isSameModel(one, rejection)) ?? {};
    if (suggestion !== undefined) editor.replace(suggestion.request);
  });
  const obstacle = !isPlanned
    ? messages.invalid
    : shown.plan.candidates.length === 0
      ? messages.nobodyCan
      : messages.generating.nobody;
  const generate = () => isReady && videos.length > 0 && onGenerate(wanted);
  return (
    <form
      className="composer"
      aria-label={messages.composer.label}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={({ key, ctrlKey, metaKey, repeat }) => {
        if (key === 'Enter' && (ctrlKey || metaKey) && !repeat) generate();
      }}
    >
      <div className="parts">
        <PromptMenus editor={editor} isJson={isJson} onJson={setJson} />
        <Notices editor={editor} />
        {isJson && (
          <LazyPart>
            <JsonEditor editor={editor} />
          </LazyPart>
        )}
        <div hidden={isJson}>
          <Boundary>
            <Form editor={editor} />
          </Boundary>
        </div>
        <Boundary>
          <Models
            planned={shown}
            chosen={chosen}
            simulated={times.simulated}
            possible={possibleOf(request)}
            busy={waits || isStarting}
            others={others}
            onGenerate={onOnly}
            onShow={onShowOne}
            onApply={onApply}
          />
        </Boundary>
      </div>
      <GenerateBar
        videos={isPlanned || waits ? videos : []}
        busy={isStarting}
        waits={waits}
        obstacle={obstacle}
        onGenerate={generate}
      />
    </form>
  );
}

/** Each prompt with those of the chosen models that can make it. */
function useWanted(
  { request }: RequestEditor,
  chosen: readonly Candidate[],
  { real }: MeasuredTimes,
): readonly Wanted[] {
  const { capabilities, storeOf } = use(SetupContext);
  const also = usePage((state) => state.also);
  const routing = usePage((state) => state.routing);
  return useMemo(() => {
    const others = also
      .filter((prompt) => prompt.trim() !== '')
      .map((prompt): Wanted => {
        const next = { ...request, prompt };
        const planned = makePlan(capabilities, next, routing, real, storeOf);
        const can = 'plan' in planned ? planned.plan.candidates : [];
        return {
          request: next,
          candidates: can.filter((one) =>
            chosen.some(({ provider, model }) => provider === one.provider && model === one.model),
          ),
        };
      });
    return [{ request, candidates: chosen }, ...others].filter(({ candidates }) => candidates.length > 0);
  }, [request, also, chosen, capabilities, routing, real, storeOf]);
}

/** The best of each provider that can with an api that is not chosen, where none can with the chosen one. */
function useOthers({ request }: RequestEditor, { shown }: ComposedPlan, { real }: MeasuredTimes) {
  const { everything, choices, storeOf } = use(SetupContext);
  const routing = usePage((state) => state.routing);
  return useMemo(() => {
    if (!('plan' in shown)) return [];
    const able = new Set(shown.plan.candidates.map(({ provider }) => provider));
    const left = choices.filter(({ provider }) => !able.has(provider));
    const models = everything.models.filter(({ provider, api }) =>
      left.some(
        ({ connections, chosen }) =>
          chosen.api !== api &&
          connections.some(
            (one) => one.provider === provider && one.api === api && one.state !== 'unavailable',
          ),
      ),
    );
    if (models.length === 0) return [];
    const planned = makePlan({ models }, request, routing, real, storeOf);
    const can = 'plan' in planned ? planned.plan.candidates : [];
    return can.filter((one) => can.find(({ provider }) => provider === one.provider) === one);
    // As the plan looks, which the letters of a prompt rarely change.
  }, [shown, everything, choices, routing, real, storeOf]);
}

/** Words, a picture, and what else a video needs. */
const Form = memo(function Form({ editor }: Pick<ComposerProps, 'editor'>) {
  const messages = useMessages();
  const { capabilities } = use(SetupContext);
  const options = useMemo(() => formOptions(capabilities), [capabilities]);
  const settled = useDeferredValue(editor.request);
  const obstacles = useMemo(() => obstaclesTo(capabilities, settled), [capabilities, settled]);
  const [more, setMore] = useState<'unseen' | 'open' | 'closed'>('unseen');
  const fields = { options, obstacles, editor };
  const set = Object.keys(editor.request);
  const folded = set.filter((field) => !inSight.has(field));
  const other = set.filter((field) => unseen.has(field));
  return (
    <section className="stack form" aria-label={messages.request} aria-busy={settled !== editor.request}>
      <Prompts editor={editor} />
      <MediaField kind="image" label={messages.fields.firstFrame} {...mediaProps(editor, 'firstFrame')} />
      <QuickFields {...fields} />
      <details
        className="fold"
        onToggle={({ currentTarget: { open } }) =>
          setMore((before) => (open ? 'open' : before === 'unseen' ? before : 'closed'))
        }
      >
        <summary>
          {messages.composer.more}
          {folded.length > 0 && (
            <span className="badge num">{messages.composer.numberSet(folded.length)}</span>
          )}
        </summary>
        <div className="folded">
          {more !== 'unseen' && (
            <LazyPart>
              <Variations />
              <MoreFields {...fields} />
            </LazyPart>
          )}
        </div>
      </details>
      {other.length > 0 && <p className="hint">{messages.alsoSet(other.join(messages.comma))}</p>}
    </section>
  );
});

/** How often each model makes it. */
function Variations() {
  const { composer } = useMessages();
  const page = usePageAddress();
  const times = usePage((state) => state.times);
  return (
    <div className="variations">
      <span className="label" aria-hidden>
        {composer.variations}
      </span>
      <Segmented
        label={composer.variations}
        options={Array.from({ length: mostTimes }, (_, index) => ({
          value: String(index + 1),
          label: composer.times(index + 1),
        }))}
        value={String(times)}
        onChange={(value) => page.set({ times: Number(value) }, 'times')}
      />
      <p className="hint">{composer.variationsHint}</p>
    </div>
  );
}
