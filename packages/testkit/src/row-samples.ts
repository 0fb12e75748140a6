import type {
  CameraRule,
  CapabilityRow,
  Feature,
  FeatureRules,
  MediaInput,
  MediaListRule,
  MediaRule,
  MotionMaskRule,
  OptionRules,
  RangeRule,
  TextRule,
} from '@vid/core';
import type { ProviderFixture } from './fixture.ts';
import { lastOf, neededOptions } from './samples.ts';

/* Values that a rule accepts, at least two where it accepts two. No two of them mean the same. */

type Rule = NonNullable<FeatureRules[Exclude<Feature, 'providerOptions'>]> | OptionRules[string];
type Fixture = Pick<ProviderFixture, 'listOptions' | 'videoIds'>;

const signature = '?signature=planted-signature';

/** The kinds of files that media fields take, by the field. */
const kinds: Readonly<Record<string, { readonly ending: string; readonly mediaType: string }>> = {
  sourceVideo: { ending: 'mp4', mediaType: 'video/mp4' },
  referenceVideos: { ending: 'mp4', mediaType: 'video/mp4' },
  referenceAudio: { ending: 'mp3', mediaType: 'audio/mpeg' },
};
const picture = { ending: 'png', mediaType: 'image/png' } as const;
/** How files begin: where the first bytes tell a type, it has to be the one that is named. Other types begin as they like. */
const heads: Readonly<Record<string, string>> = {
  'image/png': '\x89PNG\r\n\x1a\n',
  'image/jpeg': '\xff\xd8\xff\xe0',
  'image/gif': 'GIF89a',
  'image/webp': 'RIFF\x10\0\0\0WEBP',
  'video/mp4': '\0\0\0\x10ftypisom',
  'video/quicktime': '\0\0\0\x10ftypqt  ',
  'video/webm': '\x1aE\xdf\xa3',
  'audio/mpeg': 'ID3',
  'audio/wav': 'RIFF\x10\0\0\0WAVE',
  'audio/aac': '\xff\xf1',
  'audio/flac': 'fLaC',
};
const headOf = (mediaType: string) => Array.from(heads[mediaType] ?? '', (letter) => letter.charCodeAt(0));

/** Whether the first bytes tell the type that is named. */
export const beginsAsItsType = ({ mediaType }: { readonly mediaType: string }): boolean =>
  Object.hasOwn(heads, mediaType);

/** `count` files that a rule takes: links and bytes in turn, the bytes of each media type in turn. */
function files(name: string, { from, mediaTypes }: MediaRule, count: number): readonly MediaInput[] {
  const { ending, mediaType } = kinds[name] ?? picture;
  const types = mediaTypes ?? [mediaType];
  const title = Array.from(name).reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 256;
  const isMixed = from.includes('url') && from.includes('data');
  return Array.from({ length: count }, (_, index): MediaInput => {
    const isLink = from.includes('url') && (index % 2 === 0 || !isMixed);
    if (isLink) return `https://example.com/${name}-${index}.${ending}${signature}`;
    const turn = isMixed ? Math.floor(index / 2) : index;
    const type = types[turn % types.length] ?? mediaType;
    return { data: new Uint8Array([...headOf(type), 1, title, index]), mediaType: type };
  });
}

/** A link and bytes of each type that the rule names, and one more of both. */
const media = (name: string, rule: MediaRule): readonly unknown[] =>
  files(name, rule, 2 * (rule.mediaTypes?.length ?? 1) + 1);

function mediaLists(name: string, rule: MediaListRule): readonly unknown[] {
  const all = files(name, rule, Math.max(2, rule.maxItems));
  const [first, second] = [all.slice(0, 1), all.slice(1, 2)];
  const several = [[...first, ...second], [...second, ...first], all];
  return [first, second, ...(rule.maxItems > 1 ? several : [])];
}

/** Where no limit is known: longer than most services take, so that one is met. */
const longText = 3000;

function texts(name: string, { minLength = 0, maxLength = longText }: TextRule): readonly unknown[] {
  const usual = [`a paper boat, ${name}`, '一只纸船', 'say "cheese" & <wave>'];
  const fitting = usual.filter((text) => text.length >= minLength && text.length <= maxLength);
  const least = minLength === 0 ? '' : 'x'.repeat(minLength);
  return [least, ...fitting, 'y'.repeat(maxLength)];
}

/** Both ends, and between them a step, or what is whole and what is not, as far as the rule goes. */
function range(name: string, rule: RangeRule): readonly unknown[] {
  const { min, max, step } = rule;
  if (step !== undefined) return [min, min + step, lastOf(rule)].filter((value) => value <= max);
  const middle = Math.floor((min + max) / 2);
  // A seed is a whole number by the request's own rule.
  const between = name === 'seed' ? [0, 1, middle] : [middle, min + (max - min) / 4 + 0.125];
  return [min, ...between.filter((value) => value > min && value < max), max];
}

function cameras({ axes, oneAxis = false, presets, strengths }: CameraRule): readonly unknown[] {
  const [first, second] = axes;
  return [
    ...axes.flatMap((axis) => [{ [axis]: 4 }, { [axis]: -7.5 }]),
    ...(oneAxis || first === undefined || second === undefined ? [] : [{ [first]: 1, [second]: 2 }]),
    ...presets.map((preset) => ({ preset, ...(strengths?.[0] !== undefined && { strength: strengths[0] }) })),
    ...(strengths ?? []).slice(1).map((strength) => ({ preset: presets[0], strength })),
  ];
}

function masks({ media: rule, maxDynamic, points, wholePixels = false }: MotionMaskRule): readonly unknown[] {
  const path = (count: number, from: number) =>
    Array.from({ length: count }, (_, index) => ({ x: from + index, y: wholePixels ? 9 : 9.5 + index }));
  const pictures = files('mask', rule, maxDynamic + 1);
  const dynamic = pictures.slice(1).map((mask, index) => ({ mask, trajectory: path(points.min, index) }));
  const [still] = pictures;
  const [one] = dynamic;
  return [
    { static: still },
    ...(one === undefined
      ? []
      : [
          { dynamic: [one] },
          { dynamic: [{ ...one, trajectory: path(points.max, 3) }] },
          { static: still, dynamic: [one] },
        ]),
    ...(dynamic.length > 1 ? [{ dynamic }] : []),
  ];
}

/** For rules that name no values, by the field or the option. */
function anyValues(name: string, { listOptions = {}, videoIds = ['video-7f31', 'video-82c0'] }: Fixture) {
  const known: Readonly<Record<string, readonly unknown[]>> = {
    extendVideo: videoIds,
    callbackUrl: [`https://example.com/hook${signature}`, 'https://example.com/other'],
    duration: [4, 7.5],
    aspectRatio: ['16:9', '9:16'],
    resolution: ['720p', '1080p'],
    size: ['1280x768', '999x333'],
    seed: [0, 7],
    ...listOptions,
  };
  return known[name] ?? [];
}

/** A new kind of rule is one more line. */
function accepted(name: string, rule: Rule, fixture: Fixture): readonly unknown[] {
  if (rule === 'any') return anyValues(name, fixture);
  const auto = 'auto' in rule && rule.auto ? ['auto'] : [];
  if ('oneOf' in rule) return [...rule.oneOf, ...auto];
  if ('min' in rule) return [...range(name, rule), ...auto];
  if ('from' in rule) return 'maxItems' in rule ? mediaLists(name, rule) : media(name, rule);
  if ('axes' in rule) return cameras(rule);
  if ('maxDynamic' in rule) return masks(rule);
  if ('maxItems' in rule) return fixture.listOptions?.[name] ?? [];
  return texts(name, rule);
}

/** One value of one field of a row. */
export interface Sample {
  readonly feature: Feature;
  /** The field, or the path of the option. */
  readonly path: string;
  readonly value: unknown;
}

const unique = (values: readonly unknown[]) => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];

/** The values that a row accepts, field by field, the provider's own options among them. */
export function samplesOf(
  provider: string,
  row: CapabilityRow,
  features: readonly Feature[],
  fixture: Fixture,
): readonly (readonly Sample[])[] {
  const { providerOptions = {} } = row.accepts;
  const ofFields = features.flatMap((feature) => {
    if (feature === 'providerOptions') return [];
    const rule = row.accepts[feature];
    if (rule === undefined) return [];
    return [unique(accepted(feature, rule, fixture)).map((value) => ({ feature, path: feature, value }))];
  });
  const needed = neededOptions(row, fixture.listOptions);
  const ofOptions = Object.entries(providerOptions).map(([name, rule]) =>
    unique(accepted(name, rule, fixture)).map((value) => ({
      feature: 'providerOptions' as const,
      path: `providerOptions.${provider}.${name}`,
      value: { [provider]: { ...needed, [name]: value } },
    })),
  );
  return [...ofFields, ...ofOptions];
}
