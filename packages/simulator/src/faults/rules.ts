import type { Job } from '../state/task.ts';

/** A fault that was set; it stays until it is used up or removed. */
export type ScriptedFault = {
  /** How many requests it has struck. */
  readonly hits: number;
  /** How many of those created a task, which is billed whatever the client was told; 0 for all but submits. */
  readonly created: number;
  /** Settles when it strikes for the first time: the request is here, its fate is not over. */
  readonly struck: Promise<void>;
  readonly remove: () => void;
};

type Rule = {
  readonly kind: string;
  readonly service?: string | undefined;
  readonly from: number;
  readonly times?: number | 'always' | undefined;
  readonly rate?: number | undefined;
  readonly seed?: number | undefined;
  readonly task?: string | undefined;
  readonly each?: 'task' | undefined;
};

/** What a request is about, as far as it is known. */
type Target = { readonly service: string | undefined; readonly job?: Job | undefined };

export type Rules<R extends Rule> = {
  add(rule: R, number: number): ScriptedFault;
  /** The first rule in the order of setting that strikes; the others count the request too. */
  strike(target: Target, fits?: (rule: R) => boolean): R | undefined;
  clear(): void;
};

type Count = { seen: number; hits: number };

function limit({ kind, times, rate }: Rule): number {
  if (times === undefined) return rate === undefined && kind !== 'stuck' ? 1 : Number.POSITIVE_INFINITY;
  return times === 'always' ? Number.POSITIVE_INFINITY : times;
}

function matches({ service, task, each }: Rule, { service: asked, job }: Target): boolean {
  if (service !== undefined && service !== asked) return false;
  if (task !== undefined && task !== job?.task.id) return false;
  return each === undefined || job !== undefined;
}

/**
 * A number from 0 up to 1 that only the two whole numbers decide: the finalizer of MurmurHash3 (Austin Appleby, public
 * domain), applied to both.
 */
function share(seed: number, index: number): number {
  return mix(mix(seed) ^ Math.imul(index, 0x9e3779b9)) / 2 ** 32;
}

function mix(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** `creates`: whether a task is created where the rule strikes. */
export function createRules<R extends Rule>(creates: (rule: R) => boolean = () => false): Rules<R> {
  const scripted = new Set<{
    readonly rule: R;
    readonly strikes: (target: Target, free: boolean) => boolean;
  }>();
  return {
    add(rule, number) {
      const counts = new Map<string, Count>();
      const { promise, resolve } = Promise.withResolvers<void>();
      let hits = 0;
      const entry = {
        rule,
        strikes({ job }: Target, free: boolean): boolean {
          const key = rule.each === 'task' ? (job?.task.id ?? '') : '';
          const count = counts.get(key) ?? { seen: 0, hits: 0 };
          counts.set(key, count);
          count.seen += 1;
          const drawn = rule.each === 'task' ? (job?.number ?? 0) : count.seen;
          const due = count.seen >= rule.from && count.hits < limit(rule);
          if (!free || !due || share(rule.seed ?? number, drawn) >= (rule.rate ?? 1)) return false;
          count.hits += 1;
          hits += 1;
          resolve();
          return true;
        },
      };
      scripted.add(entry);
      return {
        get hits() {
          return hits;
        },
        get created() {
          return creates(rule) ? hits : 0;
        },
        struck: promise,
        remove: () => void scripted.delete(entry),
      };
    },
    strike(target, fits = () => true) {
      let first: R | undefined;
      for (const { rule, strikes } of scripted) {
        if (matches(rule, target) && fits(rule) && strikes(target, first === undefined)) first = rule;
      }
      return first;
    },
    clear: () => scripted.clear(),
  };
}
