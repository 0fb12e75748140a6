import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  adjustedRequest,
  type Candidate,
  type Capabilities,
  type Money,
  type RoutingOptions,
  type VideoRequest,
} from '@vid/core';
import { use, useState } from 'react';
import type { ComparisonInput, Run } from '../../api.ts';
import { refusalWords } from '../error-words.ts';
import { useMessages } from '../language.tsx';
import { toWire } from '../request-json.ts';
import { ServerError, startComparison } from '../server.ts';
import { type ChosenSetup, connectionAt, SetupContext, type StoreOf, useIsReal } from '../setup.ts';
import { isSameModel, makePlan, modelOf } from './make-plan.ts';

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
export interface Batch {
  readonly comparison: string;
  readonly routing: NonNullable<ComparisonInput['routing']>;
  readonly parts: readonly Part[];
  /** Only a person's yes to the sums of the calls sets it. */
  readonly confirmed: boolean;
  readonly allowUnknownPrice: boolean;
}

/** Part after part, up to the first that is refused; `onStarted`: once, as soon as there is something to look at. */
export async function send(batch: Batch, onStarted: () => void): Promise<void> {
  const { comparison, routing, parts, confirmed, allowUnknownPrice } = batch;
  for (const [index, { request, calls }] of parts.entries()) {
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
    if (index === 0) onStarted();
  }
}

export interface Wanted {
  readonly request: VideoRequest;
  readonly candidates: readonly Candidate[];
}

const highestSeed = 2_147_483_647;

/** Each as often as asked; who takes a seed gets another each time, and no seed goes to one model twice. */
export function variationsOf(
  wanted: readonly Wanted[],
  times: number,
  { models }: Capabilities,
  storeOf?: StoreOf,
): readonly Wanted[] {
  if (times <= 1) return wanted;
  return wanted.flatMap(({ request, candidates }) => {
    const { seed: _, ...unseeded } = request;
    const first = request.seed ?? Math.floor(Math.random() * (highestSeed - times));
    // As it is sent: what is adjusted or uploaded for a model would not fit as it was asked.
    const takes = (candidate: Candidate, seed: number) => {
      const own = { models: models.filter((one) => isSameModel(one, candidate)) };
      const sent = { ...adjustedRequest(request, candidate), seed };
      const planned = makePlan(own, sent, undefined, undefined, storeOf);
      return 'plan' in planned && planned.plan.candidates.length > 0;
    };
    const variation = (index: number) =>
      // Down from a seed that is the highest of its service.
      Map.groupBy(candidates, (one) => [first + index, first - index].find((seed) => takes(one, seed)));
    return Array.from({ length: times }, (_, index) =>
      [...variation(index)].map(([seed, some]): Wanted => ({
        request: seed === undefined ? unseeded : { ...request, seed },
        candidates: some,
      })),
    ).flat();
  });
}

const newBatch = (batch: Pick<Batch, 'comparison' | 'routing' | 'parts'>): Batch => ({
  ...batch,
  confirmed: false,
  allowUnknownPrice: false,
});

/** What was sent or would have been, once more: at its api and price of today, whatever they were for the run. */
export async function batchAgain(
  run: Run,
  setup: Pick<ChosenSetup, 'choices' | 'everything' | 'storeOf'>,
): Promise<Batch> {
  // Loaded with what shows a run.
  const { partAgain } = await import('../runs/again.ts');
  return newBatch({ comparison: run.comparison, routing: {}, parts: [await partAgain(run, setup)] });
}

/** Keys may have been set or taken away since a batch was made. */
export const asOfToday = (batch: Batch, choices: ChosenSetup['choices']): Batch => ({
  ...batch,
  parts: batch.parts.map((part) => ({
    ...part,
    calls: part.calls.map((call) => ({ ...call, real: connectionAt(choices, call)?.state === 'real' })),
  })),
});

const starting = ['start'];

interface Listeners {
  /** Not before a person agreed to pay, where it costs money. */
  readonly onSend: (prompts: readonly string[]) => void;
  readonly onStarted: (comparison: string) => void;
}

/** Starts runs; those that cost money wait in `asking` until a person agrees. */
export function useStart({ onSend, onStarted }: Listeners) {
  const setup = use(SetupContext);
  const { capabilities, choices, storeOf } = setup;
  const isReal = useIsReal();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Batch>();
  const [isPartial, setPartial] = useState(false);
  const sending = useMutation({
    mutationKey: starting,
    mutationFn: (batch: Batch) =>
      send(batch, () => {
        setPartial(true);
        onStarted(batch.comparison);
      }),
    onMutate: ({ parts }) => {
      setPartial(false);
      onSend(parts.map(({ request }) => request.prompt ?? ''));
    },
    // The server was started again with other keys; who tries again is asked then.
    onError: async (error) => {
      if (error instanceof ServerError && error.code === 'confirmation-required')
        await queries.invalidateQueries({ queryKey: ['setup'] });
    },
  });
  const begin = (batch: Batch) => {
    const isPaid = batch.parts.some(({ calls }) => calls.some(({ real }) => real));
    if (!isPaid) sending.mutate(batch);
    // What a person is being asked stays as it is until the answer.
    else setAsking((open) => open ?? batch);
  };
  const again = useMutation({
    mutationKey: starting,
    mutationFn: (run: Run) => batchAgain(run, setup),
    onSuccess: begin,
  });
  /** Asked of the client: what was clicked a moment ago is not rendered yet. */
  const isFree = () => queries.isMutating({ mutationKey: starting }) === 0 && asking === undefined;

  /** The server plans with the same options, so that what is shown is what is sent. */
  const generate = (wanted: readonly Wanted[], times: number, { adapt = [], needs = [] }: RoutingOptions) => {
    const parts = variationsOf(wanted, times, capabilities, storeOf).map(({ request, candidates }): Part => ({
      request,
      calls: candidates.map((candidate) => ({
        id: crypto.randomUUID(),
        model: modelOf(candidate),
        api: candidate.api,
        real: isReal(candidate.provider),
        price: candidate.price,
        leastPrice: candidate.leastPrice,
      })),
    }));
    if (parts.length === 0 || !isFree()) return;
    again.reset();
    begin(newBatch({ comparison: crypto.randomUUID(), routing: { adapt, needs }, parts }));
  };
  /** Not where a task may exist. */
  const retry = (run: Run) => {
    if (!isFree()) return;
    sending.reset();
    again.mutate(run);
  };
  const calls = asking?.parts.flatMap((part) => part.calls) ?? [];
  return {
    generate,
    retry,
    busy: sending.isPending || again.isPending,
    error: again.error ?? sending.error,
    /** Of what is told as an error, a part was started. */
    isPartial: again.error === null && isPartial,
    tryAgain: () => {
      if (!isFree()) return;
      if (again.error !== null) again.mutate(again.variables);
      else if (sending.variables?.confirmed === true) sending.mutate(sending.variables);
      else if (sending.variables !== undefined) begin(asOfToday(sending.variables, choices));
    },
    confirmation: {
      opened: asking !== undefined,
      paid: calls.filter(({ real }) => real),
      simulated: calls.filter(({ real }) => !real).length,
      onConfirm: (allowUnknownPrice: boolean) => {
        setAsking(undefined);
        if (asking !== undefined) sending.mutate({ ...asking, confirmed: true, allowUnknownPrice });
      },
      onClose: () => setAsking(undefined),
    },
  };
}

interface StartErrorProps {
  readonly error: Error;
  readonly isPartial: boolean;
  readonly onTryAgain: () => void;
}

/** Why nothing was started, or not all of it. Trying again starts nothing twice. */
export function StartError({ error, isPartial, onTryAgain }: StartErrorProps) {
  const messages = useMessages();
  return (
    <div className="notice" data-tone="bad" role="alert">
      <strong>{isPartial ? messages.startedPartly : messages.startFailed}</strong>
      <p>{refusalWords(error, messages)}</p>
      <button type="button" className="button" data-small onClick={onTryAgain}>
        {messages.tryAgain}
      </button>
    </div>
  );
}
