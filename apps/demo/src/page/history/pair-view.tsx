import { Alert, Anchor, Loader, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { errorWords } from '../error-words.ts';
import { useHistoryMessages } from './texts.ts';
import { hrefOf } from '../address/place.ts';
import { fetchChosen, fetchRun } from '../server.ts';
import { type Kept, PairFacts } from './pair-facts.tsx';
import { PairVideos } from './pair-videos.tsx';
import { historyKey } from './use-history.ts';

const fetchKept = async (id: string): Promise<Kept> => {
  const [run, chosen] = await Promise.all([fetchRun(id), fetchChosen(id)]);
  return { run, chosen };
};

/** Two kept runs: their videos, and where they and their requests differ. */
export function PairView({ ids }: { readonly ids: readonly string[] }) {
  const messages = useHistoryMessages();
  const { history } = messages;
  const { data, error } = useQuery({
    queryKey: [historyKey, 'pair', ...ids],
    queryFn: () => Promise.all(ids.map(fetchKept)),
    staleTime: 0,
  });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Stack gap="md">
      <Anchor href={hrefOf('history')}>{history.back}</Anchor>
      <Title order={2} size="h3" ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
        {history.pair}
      </Title>
      {error !== null && (
        <Alert color="red" title={history.pairFailed}>
          {errorWords(error, messages)}
        </Alert>
      )}
      {data === undefined && error === null && <Loader role="status" aria-label={messages.loading} />}
      {data !== undefined && (
        <>
          <PairVideos runs={data.map(({ run }) => run)} />
          <PairFacts pair={data} />
        </>
      )}
    </Stack>
  );
}
