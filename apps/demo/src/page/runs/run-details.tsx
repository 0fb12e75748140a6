import type { Run } from '../../api.ts';
import { apiName } from '../api-name.ts';
import { useLanguage } from '../language.tsx';
import { useStageMessages } from '../messages/stage.ts';
import { changeInWords, quoted, timeInWords } from '../plan/words.ts';
import { billOf, estimateOf, sizeOf, stageText, startOf, timeOf, useRunName } from './run-facts.ts';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { Timeline } from './run-progress.tsx';

/** What is known of each run, one column each; what differs stands out. */
export function RunDetails({ runs }: { readonly runs: readonly Run[] }) {
  const messages = useStageMessages();
  const { language } = useLanguage();
  const { facts } = messages.stage;
  const nameOf = useRunName();
  const lines: readonly (readonly [string, (run: Run) => string])[] = [
    [facts.state, (run) => stageText(run, messages)],
    [
      facts.api,
      (run) =>
        [apiName(messages, run.api), run.real ? messages.real : messages.simulated].join(messages.comma),
    ],
    [messages.costBefore, (run) => estimateOf(run, messages) ?? messages.notKnown],
    [messages.costAfter, (run) => billOf(run, messages)],
    [
      messages.accepted,
      ({ state, byId }) =>
        state.phase === 'accepted' && byId !== true
          ? timeInWords(Math.max(0, state.acceptedAfterMs) / 1000, messages)
          : '',
    ],
    [messages.finished, (run) => timeOf(run, messages) ?? ''],
    [facts.started, ({ startedAt }) => startOf(startedAt, language)],
    [facts.size, ({ videos }) => videos.map(sizeOf).join(messages.comma)],
    [
      messages.adjusted,
      ({ adjustments = [] }) => adjustments.map((one) => changeInWords(one, messages)).join(messages.comma),
    ],
  ];
  return (
    <ScrollBox className="details-scroll" label={messages.stage.details}>
      <table className="details">
        <thead>
          <tr>
            <td />
            {runs.map((run) => (
              <th key={run.id} scope="col">
                {nameOf(run)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, factOf]) => {
            const values = runs.map(factOf);
            if (values.every((value) => value === '')) return null;
            return (
              <tr key={name} {...(new Set(values).size > 1 && { 'data-differs': true })}>
                <th scope="row">{name}</th>
                {values.map((value, index) => (
                  <td key={runs[index]?.id}>{value}</td>
                ))}
              </tr>
            );
          })}
          <tr>
            <th scope="row">{messages.stage.timeline}</th>
            {runs.map((run) => (
              <td key={run.id}>
                <Timeline run={run} />
                {run.byId === true && <p>{messages.taskById.startedElsewhere}</p>}
                {run.warnings.map((warning) => (
                  <p key={warning.code} className="hint">
                    {messages.warning}
                    {messages.colon}
                    <span {...quoted(warning)}>{messages.warn(warning)}</span>
                  </p>
                ))}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </ScrollBox>
  );
}
