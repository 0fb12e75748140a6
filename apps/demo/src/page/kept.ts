import { useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import { isUnwritten, readStored, writeStored } from './storage.ts';

/** What only this browser knows. Anything else that stands in its place, by another version or by hand, is nothing. */
const keptSchema = z.object({
  /** Comparisons with a star. */
  favourites: z.catch(z.readonly(z.array(z.string())), []),
  /** The best run of a comparison, by its id. */
  winners: z.catch(z.readonly(z.record(z.string(), z.string())), {}),
  /** What was written to a run, by its id. */
  notes: z.catch(z.readonly(z.record(z.string(), z.string())), {}),
  /** Of blind comparisons, the oldest first. */
  votes: z.catch(
    z.readonly(
      z.array(
        z.readonly(
          z.object({
            comparison: z.string(),
            at: z.number(),
            /** `provider:model`. */
            winner: z.string(),
            losers: z.readonly(z.array(z.string())),
          }),
        ),
      ),
    ),
    [],
  ),
  /** Whether names are hidden until a vote. */
  blind: z.catch(z.boolean(), false),
  /** Whether the end of a comparison is told while nobody looks. */
  notify: z.catch(z.boolean(), false),
  /** The newest first. */
  prompts: z.catch(z.readonly(z.array(z.string())), []),
});

export type Kept = z.infer<typeof keptSchema>;
type Vote = Kept['votes'][number];

const place = 'vid-kept';
const most = { votes: 1_000, prompts: 30, notes: 1_000 };
const nothing = z.parse(keptSchema, {});

function read(text: string | null): Kept {
  if (text === null) return nothing;
  try {
    return z.safeParse(keptSchema, JSON.parse(text)).data ?? nothing;
  } catch {
    return nothing;
  }
}

let kept = read(readStored(place));
const listeners = new Set<() => void>();

function show(next: Kept): void {
  kept = next;
  for (const listener of listeners) listener();
}

// Written by another tab. What this one could not write stays in sight.
addEventListener('storage', ({ key, newValue }) => {
  if ((key === place || key === null) && !isUnwritten(place)) show(read(newValue));
});

export function changeKept(change: (now: Kept) => Partial<Kept>): void {
  // Another tab may have written since.
  const now = read(readStored(place));
  const next = { ...now, ...change(now) };
  writeStored(place, JSON.stringify(next));
  show(next);
}

export const readKept = (): Kept => kept;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** What is selected must be the same while it did not change. */
export const useKept = <Selected>(select: (now: Kept) => Selected): Selected =>
  useSyncExternalStore(subscribe, () => select(kept));

const without = (all: Readonly<Record<string, string>>, gone: string) =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key !== gone));

export const toggleFavourite = (comparison: string): void =>
  changeKept(({ favourites }) => ({
    favourites: favourites.includes(comparison)
      ? favourites.filter((id) => id !== comparison)
      : [...favourites, comparison],
  }));

/** The same run again takes the mark away. */
export const markWinner = (comparison: string, run: string): void =>
  changeKept(({ winners }) => ({
    winners: winners[comparison] === run ? without(winners, comparison) : { ...winners, [comparison]: run },
  }));

export const writeNote = (run: string, text: string): void =>
  changeKept(({ notes }) => {
    const others = without(notes, run);
    const shortened = Object.fromEntries(Object.entries(others).slice(1 - most.notes));
    return { notes: text.trim() === '' ? others : { ...shortened, [run]: text } };
  });

/** The first vote of a comparison counts: after it the names are known. */
export const castVote = (vote: Vote, run: string): void =>
  changeKept(({ votes, winners }) => ({
    winners: { ...winners, [vote.comparison]: run },
    votes: votes.some(({ comparison }) => comparison === vote.comparison)
      ? votes
      : [...votes, vote].slice(-most.votes),
  }));

export const rememberPrompt = (prompt: string): void =>
  changeKept(({ prompts }) => ({
    prompts:
      prompt.trim() === ''
        ? prompts
        : [prompt, ...prompts.filter((known) => known !== prompt)].slice(0, most.prompts),
  }));

interface Rank {
  /** `provider:model`. */
  readonly model: string;
  /** Pairs of blind comparisons. */
  readonly won: number;
  readonly of: number;
}

/** Best first, by the share of pairs won; a model that was seen once does not lead by that alone. */
export function ranking(votes: readonly Vote[]): readonly Rank[] {
  const pairs = new Map<string, Rank>();
  const count = (model: string, won: number, of: number) => {
    const before = pairs.get(model);
    pairs.set(model, { model, won: (before?.won ?? 0) + won, of: (before?.of ?? 0) + of });
  };
  for (const { winner, losers } of votes) {
    count(winner, losers.length, losers.length);
    for (const loser of losers) count(loser, 0, 1);
  }
  const share = ({ won, of }: Rank) => (won + 1) / (of + 2);
  return [...pairs.values()].toSorted((a, b) => share(b) - share(a) || b.of - a.of);
}
