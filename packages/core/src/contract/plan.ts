import type { Evidence, RowDefaults } from './capabilities.ts';
import type { ExchangeRates, Money } from './money.ts';
import type { ModelRef } from './names.ts';
import type { Problem, Suggestion, Warning } from './problem.ts';
import type { Mode, VideoRequest } from './request.ts';

/** A ratio, size or resolution that was written into another's field, or in another way. */
export interface ReadAs {
  /** The field that the request set. */
  readonly field: 'aspectRatio' | 'size' | 'resolution';
  /** What it held. */
  readonly from: string;
  /** The field whose meaning it has. */
  readonly as: 'aspectRatio' | 'size' | 'resolution';
  /** What it is understood as, in that field's form. */
  readonly to: string;
}

/** What `prefer` may order candidates by, besides a function of the caller's. */
export const preferences = ['listed', 'cheapest', 'fastest', 'quality'] as const;
/** An order of candidates, as `prefer` names it. */
export type Preference = (typeof preferences)[number];

/**
 * Fields whose allowed values lie near or far. Not among them: a switch, whose nearest value is the opposite; a seed,
 * since a neighbour makes another video; a text, since cut short it says something else.
 */
export const adaptableFields = ['duration', 'aspectRatio', 'resolution', 'size', 'quality'] as const;
/** A field that `adapt` may change to the nearest value that a model takes. */
export type AdaptableField = (typeof adaptableFields)[number];

/** The adjustment of one field. */
export interface AdjustmentOf<Field extends AdaptableField> {
  /** The same word as that of a suggestion's change. */
  readonly code: 'changed';
  /** The field of the request. */
  readonly field: Field;
  /** What was asked. */
  readonly from: NonNullable<VideoRequest[Field]>;
  /** What is sent in its place. */
  readonly to: NonNullable<VideoRequest[Field]>;
}

/** A field that gets the nearest value that the model allows: a `Change` that is made. */
export type Adjustment = { [Field in AdaptableField]: AdjustmentOf<Field> }[AdaptableField];

/** A file that is uploaded before the paid request is sent; the upload is free. */
export interface Upload {
  /** Where it stands in the request, such as `'references.1'`. */
  readonly field: string;
  /** Missing for a stream that has not been read. */
  readonly bytes?: number;
  /** The service itself, by its provider's id, or the media store's name. */
  readonly to: string;
}

/** A model that can do what the request asks. */
export interface Candidate extends ModelRef {
  /** Who says that the model can: the vendor, a reseller only, or nobody (`unchecked`: it is in no table). */
  readonly evidence: Evidence | 'unchecked';
  /** Who says that the model can, in English; missing for a model that is in no table. */
  readonly source?: string;
  /** `ModelCapabilities.checkedOn`: the day of what the table quotes; missing where nobody says. */
  readonly checkedOn?: string;
  /** `CapabilityRow.verified`: the day on which the service itself was seen to do it; missing where nobody has looked. */
  readonly verified?: string;
  /** What to know before it is used, such as `retired` or `claimed`; empty where there is nothing. */
  readonly warnings: readonly Warning[];
  /** What is sent for fields that the request leaves open. */
  readonly defaults: RowDefaults;
  /** Those of the defaults that are there because `needs` asks for what they bring. */
  readonly added: RowDefaults;
  /** What is sent in place of what was asked; empty unless `adapt` allows it. */
  readonly adjustments: readonly Adjustment[];
  /** What is uploaded first, where it is sent to this model; missing where nothing is. */
  readonly uploads?: readonly Upload[];
  /** What comes out, such as `'720p'`; missing where nobody says. */
  readonly resolution?: string;
  /** The most that it would cost; missing where it is unknown. Limits and budgets hold it to this. */
  readonly price?: Money;
  /** The least, where that is less: the price depends on what is not known before. In the same currency. */
  readonly leastPrice?: Money;
  /** How long it usually takes, in seconds; missing where nobody knows. */
  readonly typicalSeconds?: number;
  /** `measured`: the median of the router's own finished tasks. `documented`: the table's, somebody's measurement. Set with the time. */
  readonly timeSource?: 'measured' | 'documented';
}

/** A model that cannot, and why. */
export interface Rejection extends ModelRef {
  /** Why the model does not take the request, by its nearest row; at least one. */
  readonly problems: readonly Problem[];
  /** The smallest change with which it would; missing where none was found. */
  readonly suggestion?: Suggestion | undefined;
}

/** The answer before anything is sent. Plain data. */
export interface Plan {
  /** What the inputs of the request ask for. */
  readonly mode: Mode;
  /** A ratio that was given as a size, or the other way round, and what it is understood as; missing where there is none. */
  readonly readAs?: readonly ReadAs[];
  /** Best first: as asked before adapted, live before retired, documented before claimed, as preferred, as listed. */
  readonly candidates: readonly Candidate[];
  /** Every other model, with the reasons. */
  readonly rejected: readonly Rejection[];
  /** What to know about the plan as a whole; missing where there is nothing. */
  readonly warnings?: readonly Warning[];
  /** By which prices in different currencies were compared; missing where no rates are set. */
  readonly rates?: ExchangeRates;
}
