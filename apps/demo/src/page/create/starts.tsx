import type { Capabilities, VideoRequest } from '@vid/core';
import { use, useMemo } from 'react';
import { useMessages } from '../language.tsx';
import type { Messages } from '../messages.ts';
import { makePlan } from '../plan/make-plan.ts';
import { SetupContext, type StoreOf } from '../setup.ts';
import type { RequestEditor } from './editor.ts';
import { drawings, headOf, sourceOf, toPng } from './pictures.ts';

type StartName = keyof Messages['starts']['items'];
type DrawingName = (typeof drawings)[number]['name'];

interface Start {
  readonly name: StartName;
  /** Shown on the card. */
  readonly drawing: DrawingName;
  readonly request: Omit<VideoRequest, 'prompt'>;
  /** Drawn here and sent as files, so that a real service can use them, too. */
  readonly pictures?: Readonly<Partial<Record<'firstFrame' | 'lastFrame', DrawingName>>>;
}

export const starts: readonly Start[] = [
  { name: 'text', drawing: 'dive', request: { duration: 5, aspectRatio: '16:9' } },
  { name: 'vertical', drawing: 'tower', request: { duration: 5, aspectRatio: '9:16' } },
  { name: 'picture', drawing: 'kite', request: { duration: 5 }, pictures: { firstFrame: 'kite' } },
  { name: 'frames', drawing: 'boat', request: {}, pictures: { firstFrame: 'kite', lastFrame: 'boat' } },
  { name: 'sound', drawing: 'street', request: { audio: true } },
  { name: 'sharp', drawing: 'ink', request: { duration: 10, resolution: '1080p' } },
];
/** A start is for comparing. */
const least = 3;

const drawingOf = (name: DrawingName) => {
  const found = drawings.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no drawing "${name}".`);
  return found;
};

const promptOf = ({ name }: Start, messages: Messages) => messages.starts.items[name].prompt;

/** What the page starts from: every service has a model that can do it. */
export const firstRequest = (messages: Messages): VideoRequest => ({
  prompt: messages.samplePrompt,
  duration: 5,
});

/** As the tables see it: of a picture, they look at its type and size. */
function plannedRequest(start: Start, messages: Messages): VideoRequest {
  const { firstFrame, lastFrame } = start.pictures ?? {};
  return {
    ...start.request,
    prompt: promptOf(start, messages),
    ...(firstFrame !== undefined && { firstFrame: headOf(drawingOf(firstFrame)) }),
    ...(lastFrame !== undefined && { lastFrame: headOf(drawingOf(lastFrame)) }),
  };
}

export interface OfferedStart extends Start {
  /** How many models can do it. */
  readonly models: number;
}

/** Those that at least three models can do. */
export function offeredStarts(
  capabilities: Capabilities,
  messages: Messages,
  storeOf?: StoreOf,
): readonly OfferedStart[] {
  return starts.flatMap((start) => {
    const planned = makePlan(capabilities, plannedRequest(start, messages), undefined, undefined, storeOf);
    const models = 'plan' in planned ? planned.plan.candidates.length : 0;
    return models >= least ? [{ ...start, models }] : [];
  });
}

export function useStarts(): readonly OfferedStart[] {
  const messages = useMessages();
  const { capabilities, storeOf } = use(SetupContext);
  return useMemo(() => offeredStarts(capabilities, messages, storeOf), [capabilities, messages, storeOf]);
}

/** Takes the place of the request; its pictures follow as soon as they are drawn. */
export function applyStart(start: Start, messages: Messages, editor: RequestEditor): void {
  const { replace, changeLater } = editor;
  replace({ ...start.request, prompt: promptOf(start, messages) });
  for (const field of ['firstFrame', 'lastFrame'] as const) {
    const name = start.pictures?.[field];
    if (name === undefined) continue;
    changeLater(field, async () => {
      const drawn = await toPng(drawingOf(name));
      return () => drawn;
    });
  }
}

/** What stands on the stage before there is anything to look at. */
export function StartCards({ onPick }: { readonly onPick: (start: OfferedStart) => void }) {
  const { starts: words } = useMessages();
  const offered = useStarts();
  return (
    <section className="starts" aria-labelledby="starts-title">
      <h2 id="starts-title">{words.title}</h2>
      <p className="hint">{words.intro}</p>
      <ul>
        {offered.map((start) => {
          const { name } = words.items[start.name];
          return (
            <li key={start.name}>
              <button type="button" data-start={start.name} onClick={() => onPick(start)}>
                <span className="drawings">
                  {start.pictures?.lastFrame !== undefined && (
                    <img src={sourceOf(drawingOf(start.pictures.firstFrame ?? start.drawing))} alt="" />
                  )}
                  <img src={sourceOf(drawingOf(start.drawing))} alt="" />
                </span>
                <span>
                  <b>{name}</b>
                  <span className="hint num">{words.models(start.models)}</span>
                </span>
                <span className="hint">{words.items[start.name].prompt}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
