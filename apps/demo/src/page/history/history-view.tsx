import { Alert, Button, Group, Loader, Paper, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import type { VideoRequest } from '@vid/core';
import { useRef, useState } from 'react';
import type { Run } from '../../api.ts';
import { errorWords } from '../error-words.ts';
import { useHistoryMessages } from './texts.ts';
import { hrefOf } from '../address/place.ts';
import { fetchChosen } from '../server.ts';
import { DeleteModal } from './delete-modal.tsx';
import { HistoryCard } from './history-card.tsx';
import { PairView } from './pair-view.tsx';
import { storedRequest } from './stored-request.ts';
import { useHistory } from './use-history.ts';

interface HistoryViewProps {
  /** `a` and `b` are the two runs to compare. */
  readonly query: URLSearchParams;
  readonly onRunAgain: (run: Run, request: VideoRequest) => void;
}

/** Every run that the server keeps; any two of them side by side. */
export function HistoryView({ query, onRunAgain }: HistoryViewProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const pair = [query.get('a'), query.get('b')].filter((id) => id !== null);
  if (pair.length === 2) return <PairView key={pair.join()} ids={pair} />;
  return <RunList chosen={chosen} onChoose={setChosen} onRunAgain={onRunAgain} />;
}

interface RunListProps extends Pick<HistoryViewProps, 'onRunAgain'> {
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
}

function RunList({ chosen, onChoose, onRunAgain }: RunListProps) {
  const messages = useHistoryMessages();
  const { history } = messages;
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), 250);
  const { runs, error, hasMore, loadingMore, loadMore } = useHistory(settled);
  const [removing, setRemoving] = useState<Run>();
  const count = useRef<HTMLParagraphElement>(null);
  const again = useMutation({
    mutationFn: async (run: Run) => onRunAgain(run, await storedRequest(await fetchChosen(run.id))),
  });
  const toggle = (id: string) =>
    onChoose(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen.slice(-1), id]);
  const shownError = error ?? again.error;
  return (
    <Stack gap="md">
      <TextInput
        type="search"
        label={history.search}
        placeholder={history.searchHint}
        value={search}
        onChange={({ currentTarget: { value } }) => setSearch(value)}
      />
      {shownError !== null && (
        <Alert color="red" title={error === null ? history.againFailed : messages.loadFailed}>
          {errorWords(shownError, messages)}
        </Alert>
      )}
      {runs === undefined && error === null && <Loader role="status" aria-label={messages.loading} />}
      {runs !== undefined && (
        <Text role="status" ref={count} tabIndex={-1} style={{ outline: 'none' }}>
          {runs.length > 0
            ? history.shown(runs.length, hasMore)
            : settled === ''
              ? history.nothing
              : history.nothingFound}
        </Text>
      )}
      {runs !== undefined && runs.length > 0 && (
        <SimpleGrid component="ul" cols={{ base: 1, xs: 2, md: 3 }} spacing="md" p={0} m={0}>
          {runs.map((run) => (
            <HistoryCard
              key={run.id}
              run={run}
              chosen={chosen.includes(run.id)}
              onAgain={() => again.mutate(run)}
              onChoose={() => toggle(run.id)}
              onDelete={() => setRemoving(run)}
            />
          ))}
        </SimpleGrid>
      )}
      {hasMore && (
        <Button variant="default" loading={loadingMore} onClick={loadMore}>
          {history.older}
        </Button>
      )}
      {chosen.length > 0 && <ChosenBar chosen={chosen} onClear={() => onChoose([])} />}
      <DeleteModal
        run={removing}
        onClose={() => setRemoving(undefined)}
        onDeleted={({ id }) => {
          setRemoving(undefined);
          onChoose(chosen.filter((other) => other !== id));
          count.current?.focus();
        }}
      />
    </Stack>
  );
}

function ChosenBar({
  chosen,
  onClear,
}: {
  readonly chosen: readonly string[];
  readonly onClear: () => void;
}) {
  const { history } = useHistoryMessages();
  const [a = '', b] = chosen;
  return (
    <Paper withBorder shadow="sm" p="sm" className="chosen-bar">
      <Group gap="xs" justify="space-between" role="status">
        {b === undefined ? (
          <Text size="sm">{history.chooseOneMore}</Text>
        ) : (
          <Button component="a" href={hrefOf('history', { a, b })} size="sm">
            {history.comparePair}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" onClick={onClear}>
          {history.unchoose}
        </Button>
      </Group>
    </Paper>
  );
}
