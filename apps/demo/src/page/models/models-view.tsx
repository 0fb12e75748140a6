import { Alert, Stack, Text } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery, useWindowEvent } from '@mantine/hooks';
import type { ModelCapabilities } from '@vid/core';
import { use, useDeferredValue, useMemo, useState } from 'react';
import { useModelMessages } from './texts.ts';
import { usePageAddress } from '../address/page-address.ts';
import { SetupContext } from '../setup.ts';
import { answer } from './answer.ts';
import { CannotList } from './cannot-list.tsx';
import { CellDetails, type CellRef } from './cell-details.tsx';
import { Matrix } from './matrix.tsx';
import { ModelList } from './model-list.tsx';
import { NeedBar } from './need-bar.tsx';
import { readNeeds } from './needs.ts';

const nameInAddress = 'needs';
const wide = '(min-width: 48em)';

/** What every model of every api can do, or who meets the needs and why the others do not. */
export function ModelsView({ query }: { readonly query: URLSearchParams }) {
  const messages = useModelMessages();
  const { everything } = use(SetupContext);
  const [text, setText] = useState(query.get(nameInAddress) ?? '');
  const [cell, setCell] = useState<CellRef>();
  const isWide = useMediaQuery(wide, true, { getInitialValueInEffect: false });
  const page = usePageAddress();
  const remember = useDebouncedCallback((typed: string) => {
    if (page.read().view !== 'models') return;
    page.set({ query: new URLSearchParams(typed === '' ? {} : { [nameInAddress]: typed }) }, nameInAddress);
  }, 300);
  useWindowEvent('hashchange', () => setText(page.read().query.get(nameInAddress) ?? ''));
  const settled = useDeferredValue(text);
  const { needs, unknown } = useMemo(() => readNeeds(settled), [settled]);
  const { able, unable } = useMemo(() => {
    const answers = everything.models.map((entry) => ({ entry, result: answer(entry, needs, messages) }));
    return {
      able: answers.flatMap(({ entry, result }) => (result.can ? [entry] : [])),
      unable: answers.flatMap(({ entry, result }) => (result.can ? [] : [{ entry, why: result.why }])),
    };
  }, [everything, needs, messages]);
  const change = (typed: string) => {
    setText(typed);
    remember(typed);
  };
  const { matrix } = messages;
  const shown = { models: able, onOpen: setCell };
  return (
    <Stack gap="md">
      <NeedBar text={text} needs={needs} onChange={change} />
      {unknown.length > 0 && <Alert color="red">{matrix.notUnderstood(unknown.join(', '))}</Alert>}
      <Text role="status" fw={600}>
        {needs.length === 0 ? matrix.all(able.length) : matrix.can(able.length, everything.models.length)}
      </Text>
      {able.length > 0 && (isWide ? <Matrix {...shown} /> : <ModelList {...shown} />)}
      {able.some(isClaimed) && (
        <Text size="sm" c="dimmed">
          † {matrix.claimedMark}
        </Text>
      )}
      {unable.length > 0 && <CannotList unable={unable} />}
      <CellDetails cell={cell} onClose={() => setCell(undefined)} />
    </Stack>
  );
}

const isClaimed = ({ rows }: ModelCapabilities) => rows.some(({ evidence }) => evidence === 'claimed');
