import { useMutation } from '@tanstack/react-query';
import {
  type Candidate,
  type Capabilities,
  checkRequest,
  type Money,
  type RoutingOptions,
  type VideoRequest,
} from '@vid/core';
import { use, useState } from 'react';
import type { ComparisonInput, Run } from '../../api.ts';
import { toWire } from '../request-json.ts';
import { storedRequest } from '../runs/again.ts';
import { fetchChosen, startComparison } from '../server.ts';
import { SetupContext, useIsReal } from '../setup.ts';

export interface Call {
  readonly id: string;
  readonly model: string;
  readonly api: string;
  readonly real: boolean;
  readonly price: Money | undefined;
  readonly leastPrice: Money | undefined;
}

/** One request to some models. */
interface Part {
  readonly request: VideoRequest;
  readonly calls: readonly Call[];
}

/** Runs that were asked for; their ids are made once, so that sending them again starts nothing twice. */
interface Batch {
  readonly comparison: string;
  readonly routing: NonNullable<ComparisonInput['routing']>;
  readonly parts: readonly Part[];
  /** Only a person's yes to the sums of the calls sets it. */
  readonly confirmed: boolean;
  readonly allowUnknownPrice: boolean;
}

async function send({ comparison, routing, parts, confirmed, allowUnknownPrice }: Batch): Promise<void> {
  for (const { request, calls } of parts) {
    // The runs name their models.
    const { model: _, ...wire } = await toWire(request);
    await startComparison({
      comparison,
      request: wire,
      routing,
      runs: calls.map(({ id, model, api }) => ({ id, model, api })),
      confirmed,
      ...(confirmed && allowUnknownPrice && { allowUnknownPrice }),
    });
  }
}

export interface Wanted {
  readonly request: VideoRequest;
  readonly candidates: readonly Candidate[];
}

const highestSeed = 2_147_483_647;

/** Each as often as asked; who takes a seed gets another each time. */
export function variationsOf(
  wanted: readonly Wanted[],
  times: number,
  { models }: Capabilities,
): readonly Wanted[] {
  if (times <= 1) return wanted;
  return wanted.flatMap(({ request, candidates }) => {
    const first = request.seed ?? Math.floor(Math.random() * (highestSeed - times));
    return Array.from({ length: times }, (_, index) => {
      const seeded = { ...request, seed: first + index };
      const takes = ({ provider, api, model }: Candidate) =>
        checkRequest(
          {
            models: models.filter(
              (one) => one.provider === provider && one.api === api && one.model === model,
            ),
          },
          seeded,
        ).fits;
      return [
        { request: seeded, candidates: candidates.filter(takes) },
        { request, candidates: candidates.filter((one) => !takes(one)) },
      ].filter((part) => part.candidates.length > 0);
    }).flat();
  });
}

/** Starts runs; those that cost money wait in `asking` until a person agrees. */
export function useStart(onStarted: (comparison: string) => void) {
  const { capabilities } = use(SetupContext);
  const isReal = useIsReal();
  const [asking, setAsking] = useState<Batch>();
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: (_, { comparison }) => onStarted(comparison),
  });

  /** The server plans with the same options, so that what is shown is what is sent. */
  const generate = (wanted: readonly Wanted[], times: number, { adapt = [], needs = [] }: RoutingOptions) => {
    const parts = variationsOf(wanted, times, capabilities).map(({ request, candidates }): Part => ({
      request,
      calls: candidates.map(({ provider, api, model, price, leastPrice }) => ({
        id: crypto.randomUUID(),
        model: `${provider}:${model}`,
        api,
        real: isReal(provider),
        price,
        leastPrice,
      })),
    }));
    if (parts.length === 0) return;
    const comparison = crypto.randomUUID();
    const batch = {
      comparison,
      routing: { adapt, needs },
      parts,
      confirmed: false,
      allowUnknownPrice: false,
    };
    if (parts.some(({ calls }) => calls.some(({ real }) => real))) setAsking(batch);
    else mutation.mutate(batch);
  };
  /** What was sent or would have been, once more; not where a task may exist. */
  const retry = async (run: Run) => {
    const request = await storedRequest(await fetchChosen(run.id));
    const call = {
      id: crypto.randomUUID(),
      model: `${run.provider}:${run.model}`,
      api: run.api,
      real: run.real,
      price: run.estimate,
      leastPrice: run.leastEstimate,
    };
    const { comparison } = run;
    const parts = [{ request, calls: [call] }];
    const batch = { comparison, routing: {}, parts, confirmed: false, allowUnknownPrice: false };
    if (run.real) setAsking(batch);
    else mutation.mutate(batch);
  };
  const calls = asking?.parts.flatMap((part) => part.calls) ?? [];
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
      onConfirm: (allowUnknownPrice: boolean) => {
        setAsking(undefined);
        if (asking !== undefined) mutation.mutate({ ...asking, confirmed: true, allowUnknownPrice });
      },
      onClose: () => setAsking(undefined),
    },
  };
}
