import { useMutation } from '@tanstack/react-query';
import type { Candidate, VideoRequest } from '@vid/core';
import { useState } from 'react';
import { toWire } from '../request-json.ts';
import { startComparison } from '../server.ts';
import { useIsReal } from '../setup.ts';

interface Call {
  readonly id: string;
  readonly model: string;
  readonly api: string;
  readonly real: boolean;
}

/** Runs that were asked for; their ids are made once, so that sending them again starts nothing twice. */
interface Batch {
  readonly request: VideoRequest;
  readonly comparison: string;
  readonly calls: readonly Call[];
}

async function send({ request, comparison, calls }: Batch): Promise<void> {
  const runs = calls.map(({ id, model, api }) => ({ id, model, api }));
  const confirmed = calls.some(({ real }) => real);
  await startComparison({ comparison, request: await toWire(request), runs, confirmed });
}

/** Starts runs; those that cost money wait in `asking` until a person agrees. */
export function useStart(onStarted: () => void) {
  const isReal = useIsReal();
  const [asking, setAsking] = useState<Batch>();
  const mutation = useMutation({ mutationFn: send, onSuccess: onStarted });

  const generate = (request: VideoRequest, candidates: readonly Candidate[]) => {
    const calls = candidates.map(({ provider, api, model }) => ({
      id: crypto.randomUUID(),
      model: `${provider}:${model}`,
      api,
      real: isReal(provider),
    }));
    const batch = { request, comparison: crypto.randomUUID(), calls };
    if (calls.some(({ real }) => real)) setAsking(batch);
    else mutation.mutate(batch);
  };
  const calls = asking?.calls ?? [];
  return {
    generate,
    busy: mutation.isPending,
    error: mutation.error,
    tryAgain: () => {
      if (mutation.variables !== undefined) mutation.mutate(mutation.variables);
    },
    confirmation: {
      opened: asking !== undefined,
      paid: calls.filter(({ real }) => real).map(({ model }) => model),
      simulated: calls.filter(({ real }) => !real).length,
      onConfirm: () => {
        setAsking(undefined);
        if (asking !== undefined) mutation.mutate(asking);
      },
      onClose: () => setAsking(undefined),
    },
  };
}
