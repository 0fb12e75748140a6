import type { Candidate, Problem, Rejection } from '@vid/core';
import { use } from 'react';
import { apiName } from '../api-name.ts';
import { useMessages } from '../language.tsx';
import type { Messages } from '../messages.ts';
import { SetupContext, useIsReal, useProviderName } from '../setup.ts';
import { modelOf } from './make-plan.ts';
import { problemInWords } from './problem-words.ts';
import { changeInWords, fieldInWords, valueInWords } from './words.ts';

interface NotPossibleProps {
  readonly rejected: readonly Rejection[];
  /** The best of each provider that can with another api only. */
  readonly others: readonly Candidate[];
  readonly busy: boolean;
  readonly onApply: (rejection: Rejection) => void;
}

/** One line for each reason, with one button that helps; who it is about opens below. */
export function NotPossible({ rejected, others, busy, onApply }: NotPossibleProps) {
  const messages = useMessages();
  const { choose } = use(SetupContext);
  const providerName = useProviderName();
  const { planning } = messages;
  return (
    <ul className="reasons" aria-labelledby="rejected-title">
      {others.map(({ provider, api }) => (
        <li key={provider} className="row" data-other-api={provider}>
          <span className="fill">{planning.otherApi(providerName(provider), apiName(messages, api))}</span>
          <button
            type="button"
            className="button"
            data-small
            disabled={busy}
            onClick={() => choose(provider, api)}
          >
            {planning.useApi(apiName(messages, api))}
          </button>
        </li>
      ))}
      {groupsOf(rejected, messages).map((group) => (
        <Reason key={group.title} group={group} busy={busy} onApply={onApply} />
      ))}
    </ul>
  );
}

interface Group {
  readonly title: string;
  readonly members: readonly Rejection[];
  /** What helps most of them; missing where nothing does. */
  readonly fix:
    | { readonly rejection: Rejection; readonly change: string; readonly count: number }
    | undefined;
}

const needs: ReadonlySet<string> = new Set([
  'need-operation',
  'need-callback',
  'need-audio',
  'need-resolution',
  'need-unlisted',
]);
const prices: ReadonlySet<string> = new Set(['over-max-cost', 'other-currency']);
const values: ReadonlySet<string> = new Set(['not-one-of', 'out-of-range', 'no-auto', 'no-adaptive']);

/** The reason, as short as it is for all whom it keeps from it. */
function titleOf(problem: Problem, messages: Messages): string {
  const { planning } = messages;
  const { reasons } = planning;
  const { code, field, asked } = problem;
  const words = fieldInWords(field, messages);
  if (needs.has(code)) return reasons.need;
  if (prices.has(code)) return reasons.price;
  if (code === 'unknown-price') return reasons['price-unknown'];
  if (code === 'not-accepted' || code === 'required' || code === 'url-only' || code === 'bytes-only')
    return planning.problemOf(words, reasons[code]);
  if (values.has(code) && asked !== undefined)
    return planning.problemOf(words, reasons.value(valueInWords(field, asked, messages)));
  return planning.problemOf(words, reasons.other);
}

/** By the first problem; the largest group first. */
function groupsOf(rejected: readonly Rejection[], messages: Messages): readonly Group[] {
  const byTitle = Map.groupBy(rejected, ({ problems: [first] }) =>
    first === undefined ? '' : titleOf(first, messages),
  );
  return [...byTitle]
    .map(([title, members]) => ({ title, members, fix: fixOf(members, messages) }))
    .toSorted((a, b) => b.members.length - a.members.length);
}

const changesOf = ({ suggestion }: Rejection, messages: Messages): string | undefined =>
  suggestion?.changes.map((change) => changeInWords(change, messages)).join(messages.comma);

function fixOf(members: readonly Rejection[], messages: Messages): Group['fix'] {
  const [most] = [...Map.groupBy(members, (member) => changesOf(member, messages))]
    .filter(([change]) => change !== undefined)
    .toSorted(([, a], [, b]) => b.length - a.length);
  const [change, [rejection] = []] = most ?? [];
  if (change === undefined || rejection === undefined) return undefined;
  return { rejection, change, count: most?.[1].length ?? 0 };
}

interface Alike {
  readonly members: readonly Rejection[];
  readonly sentences: readonly string[];
  /** What would help each of them; missing where nothing does. */
  readonly change: string | undefined;
}

/** Those whom all the same keeps from it, and whom the same would help. */
function alikeOf(members: readonly Rejection[], messages: Messages): readonly Alike[] {
  const told = members.map((member) => ({
    member,
    sentences: [...new Set(member.problems.map((problem) => problemInWords(problem, messages)))],
    change: changesOf(member, messages),
  }));
  return [...Map.groupBy(told, ({ sentences, change }) => JSON.stringify([sentences, change])).values()]
    .map((all) => ({
      members: all.map(({ member }) => member),
      sentences: all[0]?.sentences ?? [],
      change: all[0]?.change,
    }))
    .toSorted((a, b) => b.members.length - a.members.length);
}

interface ReasonProps extends Pick<NotPossibleProps, 'busy' | 'onApply'> {
  readonly group: Group;
}

function Reason({ group: { title, members, fix }, ...actions }: ReasonProps) {
  const messages = useMessages();
  const providerName = useProviderName();
  const isReal = useIsReal();
  const isOnlyHere = members.some(
    ({ provider, problems }) => isReal(provider) && problems.some(({ code }) => code === 'url-only'),
  );
  const names = members.map(({ provider, model }) => `${providerName(provider)} ${model}`);
  return (
    <li data-reason={title}>
      <details className="fold">
        <summary>
          <span className="fill">
            <b>{title}</b> <span className="badge num">{members.length}</span>
            <span className="hint names">{names.join(messages.comma)}</span>
          </span>
        </summary>
        <ul className="stack">
          {alikeOf(members, messages).map((alike) => (
            <AlikeModels
              key={`${alike.sentences.join(' ')} ${alike.change}`}
              alike={alike}
              // The button of all of them stands below.
              fix={alike.change === fix?.change ? undefined : alike.change}
              {...actions}
            />
          ))}
          {isOnlyHere && <li className="hint">{messages.media.onlyHere}</li>}
        </ul>
      </details>
      {fix !== undefined && (
        <Fix
          words={
            fix.count > 1
              ? messages.planning.fits(messages.use(fix.change), fix.count)
              : messages.use(fix.change)
          }
          rejection={fix.rejection}
          {...actions}
        />
      )}
    </li>
  );
}

interface AlikeModelsProps extends Omit<ReasonProps, 'group'> {
  readonly alike: Alike;
  readonly fix: string | undefined;
}

function AlikeModels({ alike: { members, sentences }, fix, ...actions }: AlikeModelsProps) {
  const messages = useMessages();
  const providerName = useProviderName();
  const [first] = members;
  return (
    <li className="small long">
      {[...Map.groupBy(members, ({ provider }) => provider)].map(([provider, own]) => (
        <p key={provider}>
          <b>{providerName(provider)}</b>{' '}
          {own.map((rejection, index) => (
            <span key={`${rejection.api} ${rejection.model}`} data-rejection={modelOf(rejection)}>
              {index > 0 && messages.comma}
              {rejection.model}
            </span>
          ))}
        </p>
      ))}
      {sentences.map((sentence) => (
        <p key={sentence} className="hint">
          {sentence}
        </p>
      ))}
      {fix !== undefined && first !== undefined && (
        <Fix words={messages.use(fix)} rejection={first} {...actions} />
      )}
    </li>
  );
}

interface FixProps extends Omit<ReasonProps, 'group'> {
  readonly words: string;
  /** What is suggested to it. */
  readonly rejection: Rejection;
}

function Fix({ words, rejection, busy, onApply }: FixProps) {
  return (
    <button
      type="button"
      className="button"
      data-small
      data-wrap
      disabled={busy}
      onClick={() => onApply(rejection)}
    >
      {words}
    </button>
  );
}
