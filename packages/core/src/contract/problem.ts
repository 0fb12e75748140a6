import type {
  CountedField,
  ModelCapabilities,
  Need,
  Operation,
  OverriddenField,
  RowField,
} from './capabilities.ts';
import type { FileFormat } from './media-file.ts';
import type { Money } from './money.ts';
import type { Feature, Mode, VideoRequest } from './request.ts';
import type { Shown } from './shown.ts';

/** What a field of a request must look like, whoever should do it. */
export type Format =
  | 'text'
  | 'number'
  | 'whole-number'
  | 'boolean'
  | 'list'
  | 'object'
  | 'not-empty'
  | 'not-empty-list'
  | 'positive'
  | 'https-url'
  | 'media'
  | FileFormat
  | 'file-url'
  | 'bytes'
  | 'media-type'
  | 'duration'
  | 'camera-control'
  | 'aspect-ratio'
  | 'resolution'
  | 'size'
  | 'whole-text'
  | 'readable'
  | 'few-parts'
  | 'preference'
  | 'money'
  | 'exchange-rates'
  | 'api-names'
  | 'provider-options'
  | 'valid';

/** Numbers from `min` to `max`, each `step` from the next; without it every number between. */
export interface Span {
  /** The least, included. */
  readonly min: number;
  /** The most, included. */
  readonly max: number;
  /** From one value to the next, counted from `min`. Default: every number between. */
  readonly step?: number;
}

/** On what values depend that the rest of the request keeps from being taken. */
export interface ValueCondition {
  /** Single values; empty where all stand in `ranges`. */
  readonly allowed: readonly (string | number | boolean)[];
  /** Ranges of values; missing where there are none. */
  readonly ranges?: readonly Span[];
  /** What of the request they depend on. */
  readonly context: ProblemContext;
}

/** The values that stand beside `code`, `field`, `asked`, `model` and `context`, by code. */
export interface ProblemValues {
  /** No such key. `known`: those that there are, where it is a key of the request itself. */
  readonly 'unknown-field': {
    /** Every name that there is. */
    readonly known?: readonly string[];
    /** The name that was probably meant; missing where none is near. */
    readonly nearest?: string;
  };
  /** The value is of another kind. */
  readonly malformed: {
    /** What it must look like. */
    readonly expected: Format;
  };
  /** Of a model: every value that it takes for the mode, `ranges` besides `allowed`, whichever row it is of. */
  readonly 'not-one-of': {
    /** Every value, name or axis that is taken. */
    readonly allowed: readonly (string | number | boolean)[];
    /** Missing where there are none. */
    readonly ranges?: readonly Span[];
    /** Values that are taken only where the rest of the request is otherwise; missing where there are none. */
    readonly conditions?: readonly ValueCondition[];
  };
  /** `min` or `max` is missing where there is none. Of a model: as above, where all is one range. */
  readonly 'out-of-range': Partial<Span> & {
    /** Values that are taken only where the rest of the request is otherwise; missing where there are none. */
    readonly conditions?: readonly ValueCondition[];
  };
  /** `asked` is `{ characters }`, counted in `unit`. */
  readonly 'text-length': {
    /** The least that is taken, included. */
    readonly min: number;
    /** Missing where there is none. */
    readonly max?: number;
    /** How the length is counted: `'utf-16'` is JavaScript's `length`. */
    readonly unit: 'utf-16' | 'characters';
  };
  /** `asked` is `{ items }`. */
  readonly 'too-many-items': {
    /** The most that is taken, included. */
    readonly max: number;
  };
  /** `asked` is `{ bytes }`. */
  readonly 'file-too-large': {
    /** The largest file that is taken, in bytes. */
    readonly maxBytes: number;
  };
  /** The first bytes tell `found`, another media type than the one that was named. */
  readonly 'other-media-type': {
    /** The media type that the bytes tell, such as `'image/png'`. */
    readonly found: string;
  };
  /** `asked` is `{ width, height }`; `min` and `max` are pixels of either side, missing where there is no limit. */
  readonly 'picture-side': {
    /** The least that is taken, included. */
    readonly min?: number;
    /** The most that is taken, included. */
    readonly max?: number;
  };
  /** `asked` is `{ width, height }`: the longer side is more than `max` times the shorter one. */
  readonly 'picture-ratio': {
    /** The most that is taken, included. */
    readonly max: number;
  };
  /** The model does not choose the length; which lengths it takes is not known. */
  readonly 'no-auto': unknown;
  /** The model does not choose the ratio; which ratios it takes is not known. */
  readonly 'no-adaptive': unknown;
  /** The model takes bytes, and was given a link. */
  readonly 'bytes-only': unknown;
  /** The model takes https links, and was given bytes. */
  readonly 'url-only': unknown;
  /** The camera takes axes. */
  readonly 'axes-only': unknown;
  /** The camera takes presets, which `allowed` lists. */
  readonly 'presets-only': {
    /** Every value, name or axis that is taken. */
    readonly allowed: readonly string[];
  };
  /** The preset takes no strength. */
  readonly 'no-strength': unknown;
  /** One axis of `allowed` must be set and not zero. */
  readonly 'exactly-one-axis': {
    /** Every value, name or axis that is taken. */
    readonly allowed: readonly string[];
  };
  /** No area is set, neither a still one nor one that moves. */
  readonly 'no-mask': unknown;
  /** `asked` is `{ items }`. */
  readonly 'point-count': {
    /** The least that is taken, included. */
    readonly min: number;
    /** The most that is taken, included. */
    readonly max: number;
  };
  /** The coordinates must be whole pixels. */
  readonly 'whole-pixels': unknown;
  /** The provider has no such option. */
  readonly 'unknown-option': {
    /** Every value, name or axis that is taken. */
    readonly allowed: readonly string[];
  };
  /** The options are those of other providers, which `asked` lists. */
  readonly 'other-provider': {
    /** The provider's id, such as `'acme'`. */
    readonly provider: string;
  };
  /** No row of this mode takes the field. */
  readonly 'not-accepted': {
    /** What the inputs of the request ask for. */
    readonly mode: Mode;
  };
  /** The mode needs the field, and it is not set. */
  readonly required: {
    /** What the inputs of the request ask for. */
    readonly mode: Mode;
  };
  /** The value is one of another field, `means`, which is set too. */
  readonly 'set-twice': {
    /** The field that holds the same. */
    readonly means: Feature;
  };
  /** `asked` lists those of `fields` that are set. */
  readonly 'at-most-one': {
    /** The fields that it is about together. */
    readonly fields: readonly RowField[];
  };
  /** Taken only beside at least one of these, none of which is set. */
  readonly 'requires-with': {
    /** One of these must be set, too. */
    readonly anyOf: readonly RowField[];
  };
  /** `asked` is `{ items }`, of all `fields`. */
  readonly 'too-many-together': {
    /** The fields that it is about together. */
    readonly fields: readonly CountedField[];
    /** The most that is taken, included. */
    readonly max: number;
  };
  /** `name`: what to ask for to send it all the same, with `unchecked: ['model']`. */
  readonly 'unknown-model': {
    /** The provider's id, such as `'acme'`. */
    readonly provider: string;
    /** The model's name, as `VideoRequest.model` takes it. */
    readonly name: string;
    /** Every name that there is. */
    readonly known: readonly string[];
    /** The name that was probably meant; missing where none is near. */
    readonly nearest?: string;
    /** Other apis of the provider, which have a model of this name. */
    readonly apis?: readonly string[];
  };
  /** The provider was built with a key of a kind that does not open the model; `setting` and `variable` are of one that does. */
  readonly 'other-key': {
    /** The model's name, as `VideoRequest.model` takes it. */
    readonly name: string;
  } & NonNullable<ModelCapabilities['needsKey']>;
  /** The table is empty. */
  readonly 'no-models': unknown;
  /** A need of a model that no table has; nothing is known of it. `asked` is the need, here and in those that follow. */
  readonly 'need-unlisted': UnmetNeed;
  /** The service cannot do it with a task; `operations` are those that it can. */
  readonly 'need-operation': UnmetNeed & {
    /** What the service can do with a task. */
    readonly operations: readonly Operation[];
  };
  /** The model takes no `callbackUrl` in this mode. */
  readonly 'need-callback': UnmetNeed & {
    /** What the inputs of the request ask for. */
    readonly mode: Mode;
  };
  /** The video would have no sound. */
  readonly 'need-audio': UnmetNeed;
  /** `output`: what comes out; missing where nobody says. */
  readonly 'need-resolution': UnmetNeed & {
    /** What comes out, such as `'720p'`. */
    readonly output?: string;
  };
  /** `only` leaves the model out. */
  readonly 'not-in-only': {
    /** The names of the routing options. */
    readonly only: readonly string[];
  };
  /** `never` names the model. */
  readonly 'in-never': {
    /** The names of the routing options. */
    readonly never: readonly string[];
  };
  /** `ratesOf`: the day of the rates, where the two are in different currencies. */
  readonly 'over-max-cost': {
    /** The most that it would cost. */
    readonly price: Money;
    /** The limit of the routing options. */
    readonly maxCost: Money;
    /** The day of the exchange rates, `'2026-11-29'`; missing where none were needed. */
    readonly ratesOf?: string;
  };
  /** `maxCost` or a budget is in other currencies than the price, and no rates tell what it is worth in them. */
  readonly 'other-currency': {
    /** The most that it would cost. */
    readonly price: Money;
    /** Each limit, in its currency. */
    readonly limits: readonly Money[];
  };
  /** `maxCost` or a budget is set, and nobody says what it costs. */
  readonly 'unknown-price': {
    /** The limit of the routing options. */
    readonly maxCost?: Money;
  };
  /** `ratesOf`: as for `over-max-cost`. */
  readonly 'over-budget': {
    /** The most that it would cost. */
    readonly price: Money;
    /** What is left of the budget. */
    readonly left: Money;
    /** All that may be spent. */
    readonly budget: Money;
    /** The day of the exchange rates, `'2026-11-29'`; missing where none were needed. */
    readonly ratesOf?: string;
  };
  /** The service failed several times in a row. `until` is missing while one request tries it again. ISO times. */
  readonly 'circuit-open': {
    /** How many in a row. */
    readonly failures: number;
    /** ISO time. */
    readonly lastFailureAt: string;
    /** ISO time; missing while one request tries it again. */
    readonly until?: string;
  };
  /** The api has no place for the field. */
  readonly 'no-place': {
    /** The provider's id, such as `'acme'`. */
    readonly provider: string;
    /** Which entrance of the service. */
    readonly api: string;
  };
  /** Another field already fills the place on the wire. */
  readonly 'place-taken': {
    /** The key of the body. */
    readonly key: string;
  };
  /** `issues`: what the provider's own schema says, in its English words. */
  readonly 'schema-refused': {
    /** In the words of the provider's own schema, in English. */
    readonly issues: readonly string[];
  };
}

interface UnmetNeed {
  /** Other needs together with which this one cannot be met; missing where it cannot be met at all. */
  readonly together?: readonly Need[];
}

/** Why a value that is taken elsewhere is not taken here. */
export type ProblemContext =
  /** Not together with these fields of the request. */
  | {
      /**
       * `together`, `not-together`: not beside `fields`. `needs`: only where they are set. `instead`: they would do in
       * its place.
       */
      readonly kind: 'together';
      /** The other fields of the request that it depends on. */
      readonly fields: readonly Feature[];
    }
  /** The same of a value that is named among those that are taken. */
  | {
      readonly kind: 'not-together';
      readonly fields: readonly Feature[];
    }
  /** Taken where these are set, to `value` where only one is allowed; `instead`: these would do in its place. */
  | {
      readonly kind: 'needs' | 'instead';
      readonly fields: readonly { readonly field: string; readonly value?: string | number | boolean }[];
    };

/** What is wrong, as a closed list: switch over it. `ProblemValues` has what stands beside each. */
export type ProblemCode = keyof ProblemValues;

/** A problem of one code. */
export type ProblemOf<Code extends ProblemCode> = {
  readonly [Each in Code]: {
    /** What is wrong; decides which values stand beside it. */
    readonly code: Each;
    /** Path of the field, such as `'duration'` or `'cameraControl.pan'`. */
    readonly field: string;
    /** What was asked; missing when the field was not set. */
    readonly asked?: Shown;
    /** The model that it is about; missing where any model would refuse it. */
    readonly model?: string;
    /** On what of the request it depends; missing where the value is refused whatever else is set. */
    readonly context?: ProblemContext;
  } & ProblemValues[Each];
}[Code];

/**
 * One reason why a request cannot be sent as it is. Plain JSON, without bytes and signed queries. `explainProblem`
 * makes the English sentence.
 */
export type Problem = ProblemOf<ProblemCode>;

/** One field that a suggestion changes. */
export type Change =
  | {
      /** `changed`: another value. `removed`: the field is left out. */
      readonly code: 'changed';
      /** The field of the request. */
      readonly field: Feature;
      /** What was asked. */
      readonly from: Shown;
      /** What would be accepted. */
      readonly to: Shown;
    }
  | {
      readonly code: 'removed';
      readonly field: Feature;
      readonly from: Shown;
    };

/** The smallest change that would fit; the request has been checked. */
export interface Suggestion {
  /** Each field that differs from what was asked. */
  readonly changes: readonly Change[];
  /** The request with the changes made, ready to be sent. */
  readonly request: VideoRequest;
}

/** What to know about a candidate before it is used, or about a plan. `source` quotes documents, in English. */
export type Warning =
  | {
      /** What it is about; decides which fields stand beside it. */
      readonly code: 'claimed';
      /** The document, in English. */
      readonly source: string;
    }
  | {
      readonly code: 'retired';
      /** The day of the announced end, `'2026-09-15'`. */
      readonly since: string;
      /** The document, in English. */
      readonly source: string;
    }
  /** What the table quotes is older than 180 days: it may have changed since. */
  | {
      readonly code: 'stale-source';
      /** The day or month when the documents were last read, `'2026-01'`. */
      readonly checkedOn: string;
    }
  /** The user's own overrides say so, in place of the table. */
  | {
      readonly code: 'overridden';
      /** The fields that it is about. */
      readonly fields: readonly OverriddenField[];
      /** The document, in English. */
      readonly source: string;
    }
  /** These fields pass unchecked, as asked. */
  | {
      readonly code: 'unchecked-fields';
      /** The fields that it is about. */
      readonly fields: readonly Feature[];
    }
  /** No table has the model, nothing was checked. */
  | {
      readonly code: 'unchecked-model';
      /** The provider's id, such as `'acme'`. */
      readonly provider: string;
      /** The provider's own model id. */
      readonly model: string;
    }
  /** The cheapest come first within each currency only, in this order of currencies: no rates compare them. */
  | {
      readonly code: 'several-currencies';
      /** ISO 4217 codes, in the order in which they come. */
      readonly currencies: readonly string[];
    };
