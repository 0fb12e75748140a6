import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Run } from '../../api.ts';
import { useMessages } from '../language.tsx';
import { ComparisonGroup } from './comparison-group.tsx';

const atFirst = 6;

interface ComparisonsProps {
  readonly runs: readonly Run[];
  /** Brought into sight when they appear. */
  readonly started: readonly (string | undefined)[];
}

/** The latest comparison first; inside one, the order of the plan. */
export function Comparisons({ runs, started }: ComparisonsProps) {
  const messages = useMessages();
  const [shown, setShown] = useState(atFirst);
  const all = [...Map.groupBy(runs, ({ comparison }) => comparison).entries()].toReversed();
  const left = all.length - shown;
  return (
    <>
      {all.slice(0, shown).map(([comparison, together]) => (
        <ComparisonGroup key={comparison} runs={together} isNew={started.includes(comparison)} />
      ))}
      {left > 0 && (
        <Button variant="default" onClick={() => setShown(shown + atFirst)}>
          {messages.earlier(left)}
        </Button>
      )}
    </>
  );
}
