import type { ApiRef, ModelRef } from './names.ts';
import type { Price } from './price.ts';
import type { CameraAxis, Feature, MediaField, Mode, VideoRequest } from './request.ts';

/** `documented`: the vendor's own documents say so. `claimed`: a reseller says so and the vendor does not. */
export type Evidence = 'documented' | 'claimed';

/**
 * Takes it, and which values is not known: accepts every well-formed one. The words `'auto'` and `'adaptive'` are no such
 * values: a row that takes one of them says so.
 */
export type AnyRule = 'any';
/** Takes these values and no others. */
export interface OneOfRule<Value extends string | number | boolean = string | number | boolean> {
  /** Every value that is accepted; an empty list accepts none. */
  readonly oneOf: readonly Value[];
}
/** Takes the numbers from `min` to `max`, both included. */
export interface RangeRule {
  /** The least, included; in the field's own unit. */
  readonly min: number;
  /** The most, included; in the field's own unit. */
  readonly max: number;
  /** From one value to the next, counted from `min`: 1 is whole seconds. Default: every number between is accepted. */
  readonly step?: number;
}
interface MayBeAuto {
  /** Whether the model may choose the length itself, `duration: 'auto'`. Default: it may not. */
  readonly auto?: true;
}
/** Seconds. `{ oneOf: [], auto: true }`: the model always chooses. */
export type DurationRule = AnyRule | (OneOfRule<number> & MayBeAuto) | (RangeRule & MayBeAuto);
/** Takes text between two lengths. */
export interface TextRule {
  /** Default 0: an empty text is accepted. */
  readonly minLength?: number;
  /** Default: no limit known. */
  readonly maxLength?: number;
  /** Default `'utf-16'`, JavaScript's `length`; `'characters'` counts an emoji once. */
  readonly countedIn?: 'utf-16' | 'characters';
}
/** Takes one file. */
export interface MediaRule {
  /** `url`: an https link. `data`: the file's bytes. A file for a rule with `url` only needs a `mediaStore`. */
  readonly from: readonly ('url' | 'data')[];
  /** Media types of `data`; default: any. A URL's type cannot be seen without fetching it. */
  readonly mediaTypes?: readonly string[];
  /** Size of `data` in bytes; default: no limit known. */
  readonly maxBytes?: number;
  /** Characters of a data URI; `data` that is longer goes by the service's own upload, before the submit. Default: none goes. */
  readonly maxInline?: number;
  /** Pixels of either side of a picture, where `data` tells them; default: no limit known. */
  readonly sides?: { readonly min?: number; readonly max?: number };
  /** How many times the shorter side of a picture the longer one may be; default: no limit known. */
  readonly maxRatio?: number;
}
/** Takes a list of files, each by the same rule. */
export interface MediaListRule extends MediaRule {
  /** The most files in the list. */
  readonly maxItems: number;
}
/** Takes a camera move: along axes, by the name of a preset, or either. */
export interface CameraRule {
  /** Axes that are accepted; empty: presets only. */
  readonly axes: readonly CameraAxis[];
  /** Default false: axes may be combined. True: exactly one axis is not zero. */
  readonly oneAxis?: boolean;
  /** The service's own names of moves; empty: axes only. */
  readonly presets: readonly string[];
  /** Strengths of a preset; default: a preset takes none. */
  readonly strengths?: readonly string[];
}
/** Takes areas of the first frame that stay still or move. */
export interface MotionMaskRule {
  /** What the picture of each area must be. */
  readonly media: MediaRule;
  /** The most areas that move. */
  readonly maxDynamic: number;
  /** How many points a trajectory may have. */
  readonly points: RangeRule;
  /** Default false. True: coordinates are whole pixels. */
  readonly wholePixels?: boolean;
  /** The corner of the first frame where `x` and `y` are 0, in its pixels; default: no document says. */
  readonly origin?: 'top-left' | 'bottom-left';
}
/** A list; what its items must be is the provider's own schema's to say. */
export interface ListRule {
  /** The most items in the list. */
  readonly maxItems: number;
}
/** Rules of one provider's own options by name. */
export type OptionRules = Readonly<Record<string, AnyRule | OneOfRule | RangeRule | TextRule | ListRule>>;

/** What a row accepts, field by field. A field without a rule is refused. */
export interface FeatureRules {
  /** How long the text may be. */
  readonly prompt?: TextRule;
  /** How long the text may be. */
  readonly negativePrompt?: TextRule;
  /** Which pictures are accepted. */
  readonly firstFrame?: MediaRule;
  /** Which pictures are accepted. */
  readonly lastFrame?: MediaRule;
  /** How many pictures, and which. */
  readonly references?: MediaListRule;
  /** How many clips, and which. */
  readonly referenceVideos?: MediaListRule;
  /** How many sounds, and which. */
  readonly referenceAudio?: MediaListRule;
  /** Which videos are accepted. */
  readonly sourceVideo?: MediaRule;
  /** `'any'`: a finished video of the same service, by its id. */
  readonly extendVideo?: AnyRule;
  /** Lengths in seconds. */
  readonly duration?: DurationRule;
  /** `'adaptive'` among the values: the model chooses, after what goes in. */
  readonly aspectRatio?: OneOfRule<string> | AnyRule;
  /** Short sides, such as `'720p'`; `'any'`: which ones is not known. */
  readonly resolution?: OneOfRule<string> | AnyRule;
  /** Pixels, such as `'1280x720'`; `'any'`: which ones is not known. */
  readonly size?: OneOfRule<string> | AnyRule;
  /** The model's tiers. */
  readonly quality?: OneOfRule<'standard' | 'pro'>;
  /** Whether the service's mark can be turned on, off, or both. */
  readonly watermark?: OneOfRule<boolean>;
  /** Axes and presets of the camera. */
  readonly cameraControl?: CameraRule;
  /** How many areas, and how their paths are drawn. */
  readonly motionMasks?: MotionMaskRule;
  /** Whether sound can be turned on, off, or both. */
  readonly audio?: OneOfRule<boolean>;
  /** Whole numbers; `'any'`: which range is not known. */
  readonly seed?: RangeRule | AnyRule;
  /** `'any'`: an https URL that the service calls. */
  readonly callbackUrl?: AnyRule;
  /** The provider's own options by name; one without a rule is refused. */
  readonly providerOptions?: OptionRules;
}

/** An option of a provider by its whole path, such as `'providerOptions.acme.frames'`. */
type OptionField = `providerOptions.${string}.${string}`;
/** A field, or an option of a provider. */
export type RowField = Feature | OptionField;
/** What holds files, or an option that is a list. */
export type CountedField = MediaField | OptionField;

/** One way in which a model can be used; everything it says holds together. */
export interface CapabilityRow {
  /** What the inputs of the request ask for; a row is for one mode. */
  readonly mode: Mode;
  /** Whether the vendor says so, or only a reseller. */
  readonly evidence: Evidence;
  /** Who says so; for a claimed row also who says otherwise. Shown to people, in the plan as the warning. */
  readonly source: string;
  /** Rules by field; a field without one is refused. */
  readonly accepts: FeatureRules;
  /** The day on which the service itself was last seen to do what the row says: `'2026-11-29'`. Default: nobody has looked. */
  readonly verified?: string;
  /** How long a task usually takes, where somebody has measured it; polling begins after half of it. */
  readonly typicalTime?: { readonly seconds: number; readonly source: string };
  /** Fields that must be set. */
  readonly requires?: readonly Feature[];
  /** The provider's own options that must be set, by name. */
  readonly requiresOptions?: readonly string[];
  /** Groups of which at most one may be set. */
  readonly atMostOne?: readonly (readonly RowField[])[];
  /** Fields that are taken only beside another: at least one of `anyOf` must be set, too. */
  readonly requiresWith?: readonly { readonly field: RowField; readonly anyOf: readonly RowField[] }[];
  /** The most files and items of lists that these fields may hold together, where that is fewer than each may hold alone. */
  readonly maxTogether?: readonly { readonly fields: readonly CountedField[]; readonly maxItems: number }[];
  /** What comes out where no field of the request says it. */
  readonly output?: { readonly resolution?: string; readonly audio?: boolean };
  /** What is sent for fields that the request leaves open; shown in the plan. */
  readonly defaults?: RowDefaults;
}

/** Values of fields that a row fills in. */
export type RowDefaults = Pick<
  VideoRequest,
  'prompt' | 'duration' | 'aspectRatio' | 'resolution' | 'size' | 'quality' | 'watermark' | 'audio'
>;

/** `cancel`: a task can be stopped. `reconcile`: a submission of unknown outcome can be looked up. */
export type Operation = 'cancel' | 'reconcile';

/**
 * What the chosen model must offer. `cancel`, `reconcile`: its service can do it with a task. `callback`: it takes a
 * `callbackUrl`. `audio`: the video gets sound. `'1080p'`, `'4k'`: the video comes out in it.
 */
export type Need = Operation | 'callback' | 'audio' | `${number}p` | `${number}k`;

/** Plans warn of a table whose `checkedOn` is more days ago. */
export const staleAfterDays = 180;

/** What overrides may change of a model. `model`: no table has it. */
export const overriddenFields = ['model', 'wireModel', 'rows', 'prices', 'retired'] as const;
/** A part of a model's entry that overrides may change. */
export type OverriddenField = (typeof overriddenFields)[number];

/** What one model can do at one api: its rows, prices and limits. */
export interface ModelCapabilities extends ModelRef {
  /** What this api calls the model. Default: `model`. */
  readonly wireModel?: string;
  /** The model of the same api like which its requests are written; set by overrides that add a model. Default: itself. */
  readonly like?: string;
  /**
   * The day or month in which the vendor's pages were last seen to say what its rows say: `'2026-09-20'`, `'2026-01'`. Plans
   * warn where it is more than 180 days ago, from the beginning of it. Prices tell theirs in `source`. Default: unknown.
   */
  readonly checkedOn?: string;
  /** Set when the vendor has announced the end of the model: it may still be called, knowingly. */
  readonly retired?: { readonly since: string; readonly source: string };
  /** Set where the user's own overrides changed it: what they changed, and who says so. Shown in the plan. */
  readonly overridden?: { readonly fields: readonly OverriddenField[]; readonly source: string };
  /**
   * Set where it is not opened by the kind of key that the provider was built with: the setting, and the variable, of one
   * that does. It then has no rows, and every plan says so. Default: the key opens it.
   */
  readonly needsKey?: {
    /** The setting of a key that opens it. */
    readonly setting: string;
    /** The environment variable of a key that opens it. */
    readonly variable: string;
  };
  /** What its service can do with a task besides reporting on it. Default: nothing. */
  readonly operations?: readonly Operation[];
  /** Most tasks of this model at a time, where the service says so. */
  readonly maxTasks?: {
    readonly count: number;
    /** `api`: for all its models that say so together. Default: for each model. */
    readonly per?: 'model' | 'api';
    readonly source: string;
  };
  /** Ways in which it can be used; a request fits if one row allows every field that it sets. */
  readonly rows: readonly CapabilityRow[];
  /**
   * What a task costs: the first that matches. Missing, or none that matches, where no document gives one: unknown, not
   * free. They stand beside the rows; a row is never repeated for a price.
   */
  readonly prices?: readonly Price[];
  /** Pixels of what comes out, `'1280x720'`, by resolution and aspect ratio. Default: unknown. */
  readonly sizes?: PixelSizes;
}

/** Width and height by resolution, then by aspect ratio: `{ '720p': { '16:9': '1280x720' } }`. */
export type PixelSizes = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** How often the tasks of one api may be polled. */
export interface PollingLimits extends ApiRef {
  /** Least time between two polls of one task, in milliseconds. Default 0. */
  readonly minIntervalMs?: number;
  /** Most polls at a time, of this process. Default 64. */
  readonly maxInFlight?: number;
  /** Most polls a second, of this process, evenly; more than 0. Default 200. */
  readonly maxPerSecond?: number;
  /** Most tasks in one request of `queryMany`. Default 1: waits poll each task alone. */
  readonly maxBatch?: number;
  /** Who says so. */
  readonly source: string;
}

/**
 * The only truth about what can be asked: it drives validation, routing, forms and the printed tables. Must not be
 * changed once it is in use, since what is derived from it is cached; a provider whose table is renewed returns another object.
 */
export interface Capabilities {
  /** One entry for each model and api. */
  readonly models: readonly ModelCapabilities[];
  /** Default: no limits are known; waiting keeps to its own. */
  readonly polling?: readonly PollingLimits[];
  /** Models that the provider has at other apis: whoever asks for one is told so. Default: none. */
  readonly elsewhere?: readonly ModelRef[];
}

/** The limits of one api; `undefined`: none are known. */
export const pollingLimitsOf = (
  { polling = [] }: Capabilities,
  { provider, api }: ApiRef,
): PollingLimits | undefined => polling.find((entry) => entry.provider === provider && entry.api === api);

/** How many tasks of an api go into one request of `queryMany`; at least 1, whatever the table says. */
export function maxBatchOf(capabilities: Capabilities, api: ApiRef): number {
  const most = Math.floor(pollingLimitsOf(capabilities, api)?.maxBatch ?? 1);
  return most >= 1 ? most : 1;
}

/** A provider's table as its user wants it: `defineOverrides` of `@vid/core/overrides` makes one from data. */
export type Overrides = (capabilities: Capabilities) => Capabilities;
