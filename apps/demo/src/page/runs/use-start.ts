import { useMutation } from '@tanstack/react-query';
import type { Candidate, Money, RoutingOptions, VideoRequest } from '@vid/core';
import { useState } from 'react';
import type { ComparisonInput, Run } from '../../api.ts';
import { exampleFrame } from '../form/samples.tsx';
import { toWire } from '../request-json.ts';
import { fetchChosen, startComparison } from '../server.ts';
import { useIsReal } from '../setup.ts';
import { storedRequest } from './again.ts';
import { modelOf } from './run-facts.ts';

export interface Call {
  readonly id: string;
  readonly model: string;
  readonly api: string;
  readonly real: boolean;
  readonly price: Money | undefined;
  readonly leastPrice: Money | undefined;
}

/** Runs that were asked for; their ids are made once, so that sending them again starts nothing twice. */
interface Batch {
  readonly comparison: string;
  readonly request: VideoRequest;
  readonly routing: NonNullable<ComparisonInput['routing']>;
  readonly calls: readonly Call[];
  readonly allowUnknownPrice: boolean;
}

async function send({ comparison, request, routing, calls, allowUnknownPrice }: Batch): Promise<void> {
  // The runs name their models.
  const { model: _, ...wire } = await toWire(request);
  const runs = calls.map(({ id, model, api }) => ({ id, model, api }));
  const confirmed = calls.some(({ real }) => real);
  await startComparison({
    comparison,
    request: wire,
    routing,
    runs,
    confirmed,
    ...(confirmed && allowUnknownPrice && { allowUnknownPrice }),
  });
}

/** Starts runs; those that cost money wait in `asking` until a person agrees. */
export function useStart(onStarted: (comparison: string) => void) {
  const isReal = useIsReal();
  const [asking, setAsking] = useState<Batch>();
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: (_, { comparison }) => onStarted(comparison),
  });

  /** The server plans with the same options, so that what is shown is what is sent. */
  const generate = (
    request: VideoRequest,
    { adapt = [], needs = [] }: RoutingOptions,
    candidates: readonly Candidate[],
  ) => {
    const calls = candidates.map((candidate): Call => ({
      id: crypto.randomUUID(),
      model: `${candidate.provider}:${candidate.model}`,
      api: candidate.api,
      real: isReal(candidate.provider),
      price: candidate.price,
      leastPrice: candidate.leastPrice,
    }));
    const comparison = crypto.randomUUID();
    const batch = { comparison, request, routing: { adapt, needs }, calls, allowUnknownPrice: false };
    if (calls.some(({ real }) => real)) setAsking(batch);
    else mutation.mutate(batch);
  };
  /** What was sent or would have been, once more; not where a task may exist. */
  const retry = async (run: Run) => {
    const call = {
      id: crypto.randomUUID(),
      model: modelOf(run),
      api: run.api,
      real: run.real,
      price: run.estimate,
      leastPrice: run.leastEstimate,
    };
    const request = await storedRequest(await fetchChosen(run.id));
    const { comparison } = run;
    const batch = { comparison, request, routing: {}, calls: [call], allowUnknownPrice: false };
    if (run.real) setAsking(batch);
    else mutation.mutate(batch);
  };
  const calls = asking?.calls ?? [];
  return {
    generate,
    retry,
    busy: mutation.isPending,
    error: mutation.error,
    tryAgain: () => {
      if (mutation.variables !== undefined) mutation.mutate(mutation.variables);
    },
    confirmation: {
      opened: asking !== undefined,
      paid: calls.filter(({ real }) => real),
      simulated: calls.filter(({ real }) => !real).length,
      isExample: asking?.request.firstFrame === exampleFrame,
      onConfirm: (allowUnknownPrice: boolean) => {
        setAsking(undefined);
        if (asking !== undefined) mutation.mutate({ ...asking, allowUnknownPrice });
      },
      onClose: () => setAsking(undefined),
    },
  };
}
