import type { Chosen, Run } from '../../api.ts';
import { apiName } from '../badges.tsx';
import { useLanguage } from '../language.tsx';
import { useHistoryMessages } from './texts.ts';
import { stageText } from '../runs/run-stage.ts';
import { costOf, nameOf, sizeOf, startOf, timeOf } from './run-facts.ts';

/** A run and what it was asked. */
export interface Kept {
  readonly run: Run;
  readonly chosen: Chosen;
}

const inShort = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What two runs were and asked for, line by line; where they differ stands out. */
export function PairFacts({ pair }: { readonly pair: readonly Kept[] }) {
  const messages = useHistoryMessages();
  const { language } = useLanguage();
  const { history, fields } = messages;
  const { facts } = history;
  const ofRun: readonly (readonly [string, (run: Run) => string])[] = [
    [facts.run, (run) => `${nameOf(run)} (${apiName(messages, run.api)})`],
    [facts.state, (run) => stageText(run, messages)],
    [facts.cost, (run) => costOf(run, messages)],
    [facts.time, (run) => timeOf(run, messages) ?? ''],
    [facts.started, (run) => startOf(run, language)],
    [facts.size, (run) => sizeOf(run, messages)],
  ];
  const requestFields = [...new Set(pair.flatMap(({ chosen }) => Object.keys(chosen.request)))];
  const nameOfField = (field: string) =>
    Object.entries(fields).find(([name]) => name === field)?.[1] ?? field;
  const lines = [
    ...ofRun.map(([name, factOf]) => ({ name, values: pair.map(({ run }) => factOf(run)) })),
    ...requestFields.map((field) => ({
      name: nameOfField(field),
      values: pair.map(({ chosen }) =>
        chosen.request[field] === undefined ? history.unset : inShort(chosen.request[field]),
      ),
    })),
  ];
  return (
    <table className="pair-facts" aria-label={history.pair}>
      <tbody>
        {lines.map(({ name, values }) => {
          const differs = new Set(values).size > 1;
          return (
            <tr key={name} {...(differs && { 'data-differs': true })}>
              <th scope="row">
                {name}
                {differs && ` (${history.differs})`}
              </th>
              {values.map((value, index) => (
                <td key={pair[index]?.run.id}>{value}</td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
