import type { Candidate } from '@vid/core';
import { useId } from 'react';
import { apiName } from '../api-name.ts';
import { useMessages } from '../language.tsx';
import type { Messages } from '../messages.ts';
import { useProviderName } from '../setup.ts';
import { modelOf } from './make-plan.ts';
import {
  changeInWords,
  fieldInWords,
  priceInWords,
  quoted,
  shortPrice,
  timeInWords,
  valueInWords,
} from './words.ts';

export interface ModelActions {
  readonly busy: boolean;
  readonly onGenerate: (candidate: Candidate) => void;
  readonly onShow: (candidate: Candidate) => void;
}

interface ModelRowProps extends ModelActions {
  readonly candidate: Candidate;
  /** Of its simulation, in seconds. */
  readonly simulated: number | undefined;
  readonly isChosen: boolean;
  readonly isOpen: boolean;
  /** Whether Tab leads to it: one of all rows. */
  readonly isStop: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onOpen: (isOpen: boolean) => void;
}

/** Who, what is unusual, how long, and how much; all else opens below. */
export function ModelRow(props: ModelRowProps) {
  const { candidate, simulated, isChosen, isOpen, isStop, onChoose, onOpen, ...actions } = props;
  const messages = useMessages();
  const id = useId();
  const providerName = useProviderName();
  const { provider, api, model, typicalSeconds } = candidate;
  const name = modelOf(candidate);
  const shown = `${providerName(provider)} ${model}`;
  return (
    <li className="model" data-candidate={name} data-chosen={isChosen}>
      <div>
        <label title={`${name} (${apiName(messages, api)})`}>
          <input
            type="checkbox"
            aria-label={messages.chooseThis(shown)}
            tabIndex={isStop ? 0 : -1}
            checked={isChosen}
            onChange={({ currentTarget: { checked } }) => onChoose(checked)}
          />
          <span className="name">
            <b>{providerName(provider)}</b> {model}
          </span>
          <Unusual candidate={candidate} />
        </label>
        <span className="hint num time">
          {typicalSeconds !== undefined && timeInWords(typicalSeconds, messages)}
        </span>
        <span className="num price" data-unknown={candidate.price === undefined}>
          {shortPrice(candidate, messages)}
        </span>
        <button
          type="button"
          className="opener"
          tabIndex={-1}
          aria-label={messages.planning.details(shown)}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => onOpen(!isOpen)}
        />
      </div>
      {isOpen && (
        <div id={id} className="details">
          <Details candidate={candidate} shown={shown} simulated={simulated} {...actions} />
        </div>
      )}
    </li>
  );
}

/** A badge only where a model differs from the usual. */
function Unusual({ candidate: { evidence, adjustments, warnings } }: Pick<ModelRowProps, 'candidate'>) {
  const { evidence: words, planning } = useMessages();
  const isRetired = warnings.some(({ code }) => code === 'retired');
  return (
    <>
      {adjustments.length > 0 && <span className="badge">{planning.adjusted}</span>}
      {isRetired && (
        <span className="badge" data-tone="warn">
          {planning.ended}
        </span>
      )}
      {evidence !== 'documented' && (
        <span className="badge" data-tone="warn">
          {words[evidence]}
        </span>
      )}
    </>
  );
}

function factsOf(
  { api, price, leastPrice, typicalSeconds, timeSource, resolution }: Candidate,
  simulated: number | undefined,
  messages: Messages,
): readonly (readonly [name: string, value: string])[] {
  const { planning } = messages;
  const source = timeSource === 'measured' ? planning.measuredHere : planning.fromTable;
  return [
    [planning.api, apiName(messages, api)],
    [planning.price, priceInWords(price, leastPrice, messages)],
    ...(typicalSeconds === undefined
      ? []
      : [[planning.usualTime, `${timeInWords(typicalSeconds, messages)} (${source})`] as const]),
    ...(simulated === undefined
      ? []
      : [['', planning.simulatedTime(timeInWords(simulated, messages))] as const]),
    ...(resolution === undefined ? [] : [[planning.output, resolution] as const]),
  ];
}

/** Price, time and source in full, what is sent other than asked, and what is sent besides. */
function Details({
  candidate,
  shown,
  simulated,
  busy,
  onGenerate,
  onShow,
}: ModelActions & Pick<ModelRowProps, 'candidate' | 'simulated'> & { readonly shown: string }) {
  const messages = useMessages();
  const { adjustments, added, defaults, uploads = [], evidence, source, warnings } = candidate;
  const pair = ([field, value]: readonly [string, unknown]) =>
    messages.fieldValue(fieldInWords(field, messages), valueInWords(field, value, messages));
  const open = Object.entries(defaults).filter(([field]) => !Object.hasOwn(added, field));
  const needed = Object.entries(added);
  return (
    <>
      <dl className="facts" data-numbers>
        {factsOf(candidate, simulated, messages).map(([term, value]) => (
          <div key={term + value}>
            <dt>{term}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      {adjustments.length > 0 && (
        <p data-adjustments>
          <b>
            {messages.adjusted}
            {messages.colon}
          </b>
          {adjustments.map((one) => changeInWords(one, messages)).join(messages.comma)}
        </p>
      )}
      {needed.length > 0 && (
        <p>
          <b>
            {messages.addedFor}
            {messages.colon}
          </b>
          {needed.map(pair).join(messages.comma)}
        </p>
      )}
      {uploads.length > 0 && (
        <p data-uploads>
          {uploads
            .map(({ field, bytes = 0, to }) =>
              messages.uploadsFirst(fieldInWords(field, messages), (bytes / 1e6).toFixed(1), to),
            )
            .join(messages.comma)}
        </p>
      )}
      {open.length > 0 && (
        <p className="hint">
          {messages.alsoSent}
          {messages.colon}
          {open.map(pair).join(messages.comma)}
        </p>
      )}
      {source !== undefined && evidence !== 'claimed' && (
        <p className="hint long">
          {messages.why}
          {messages.colon}
          <span lang="en">{source}</span>
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning.code} className="long">
          <b>
            {messages.warning}
            {messages.colon}
          </b>
          <span {...quoted(warning)}>{messages.warn(warning)}</span>
        </p>
      ))}
      <div className="row">
        <button
          type="button"
          className="button"
          data-small
          disabled={busy}
          aria-label={messages.planning.onlyOn(shown)}
          onClick={({ detail }) => detail <= 1 && onGenerate(candidate)}
        >
          {messages.planning.only}
        </button>
        <button
          type="button"
          className="button"
          data-kind="quiet"
          data-small
          aria-label={messages.showRequestOf(shown)}
          onClick={() => onShow(candidate)}
        >
          {messages.showRequest}
        </button>
      </div>
    </>
  );
}
