import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Run } from '../../api.ts';
import { useMessages } from '../language.tsx';
import { ComparisonGroup } from './comparison-group.tsx';

const atFirst = 6;

interface ComparisonsProps {
  readonly runs: readonly Run[];
  /** The comparison that this visitor started last. */
  readonly started: string | undefined;
  /** A run that this visitor looked up, another object each time. */
  readonly followed: Pick<Run, 'comparison'> | undefined;
}

/** The latest comparison first; inside one, the order of the plan. */
export function Comparisons({ runs, started, followed }: ComparisonsProps) {
  const messages = useMessages();
  const [shown, setShown] = useState(atFirst);
  const all = [...Map.groupBy(runs, ({ comparison }) => comparison).entries()].toReversed();
  const place = all.findIndex(([comparison]) => comparison === followed?.comparison);
  const count = Math.max(shown, place + 1);
  const left = all.length - count;
  const soughtOf = (comparison: string) =>
    comparison === followed?.comparison ? followed : comparison === started ? started : undefined;
  return (
    <>
      {all.slice(0, count).map(([comparison, together]) => (
        <ComparisonGroup key={comparison} runs={together} sought={soughtOf(comparison)} />
      ))}
      {left > 0 && (
        <Button variant="default" onClick={() => setShown(count + atFirst)}>
          {messages.earlier(left)}
        </Button>
      )}
    </>
  );
}
