import {
  type CameraRule,
  type Feature,
  type FeatureRules,
  features,
  type ModelCapabilities,
  rangeValues,
} from '@vid/core';
import type { CapabilityTable } from './table.ts';

/*
 * The file of a provider that says in types what each of its models accepts: one interface for each model and api, over all
 * its rows. A union of rows would catch more, but the compiler's message for it names none of the fields.
 */

type Rule<F extends Feature> = NonNullable<FeatureRules[F]>;
type Literal = string | number | boolean;
type Types = {
  readonly [F in Exclude<Feature, 'providerOptions'>]: (rules: readonly Rule<F>[]) => string;
};

const distinct = <Value>(values: readonly Value[]) => [...new Set(values)];
const literal = (value: Literal) =>
  typeof value === 'string'
    ? `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
    : String(value);
const union = (types: readonly string[]) => distinct(types).join(' | ');
const literals = (rules: readonly { readonly oneOf: readonly Literal[] }[]) => {
  const all = union(rules.flatMap(({ oneOf }) => oneOf.map(literal)));
  return all === 'false | true' || all === 'true | false' ? 'boolean' : all;
};
/** Any text, of which an editor still offers the known ones. */
const anyText = 'AnyText';

/** Of numbers, those of a range with a few steps, too; where any number is taken, no single one is named. */
function values(rules: readonly (Rule<'duration'> | Rule<'size'> | Rule<'seed'>)[], any: string): string {
  const all = rules.flatMap((rule) => {
    if (rule === 'any') return [any];
    const named = 'oneOf' in rule ? rule.oneOf : rangeValues(rule);
    const auto = 'auto' in rule && rule.auto ? [literal('auto')] : [];
    return [...(named === undefined ? ['number'] : named.map(literal)), ...auto];
  });
  return union(all.includes('number') ? all.filter((type) => !/^-?[\d.]+$/.test(type)) : all);
}

const text = () => 'string';
type Sources = readonly { readonly from: readonly ('url' | 'data')[] }[];
const takesNoLink = (rules: Sources) => rules.every(({ from }) => !from.includes('url'));
const takesLinksOnly = (rules: Sources) => rules.every(({ from }) => !from.includes('data'));
/** A file is a link once a store has it, which the types know nothing of. */
const mediaType = (rules: readonly Rule<'firstFrame'>[]) => (takesNoLink(rules) ? 'MediaContent' : 'MediaInput');
const mediaList = (rules: readonly Rule<'references'>[]) => {
  const item = mediaType(rules);
  return `readonly ${item}[]`;
};

const members = (lines: readonly string[]) => `{ ${lines.join('; ')} }`;
const optional = (name: string, type: string) => `readonly ${name}?: ${type} | undefined`;

function camera(rules: readonly CameraRule[]): string {
  const axes = distinct(rules.flatMap((rule) => rule.axes));
  const byAxes = axes.length === 0 ? [] : [`Pick<CameraAxes, ${union(axes.map(literal))}>`];
  const withPresets = rules.filter(({ presets }) => presets.length > 0);
  const presetsOf = (some: readonly CameraRule[]) => union(some.flatMap(({ presets }) => presets.map(literal)));
  const plain = withPresets.filter(({ strengths }) => strengths === undefined);
  const graded = withPresets.filter(({ strengths }) => strengths !== undefined);
  const strengths = union(graded.flatMap(({ strengths = [] }) => strengths.map(literal)));
  return union([
    ...byAxes,
    ...(plain.length > 0
      ? [`(Pick<CameraPreset, 'preset'> & ${members([`readonly preset: ${presetsOf(plain)}`])})`]
      : []),
    ...(graded.length > 0
      ? [
          `(CameraPreset & ${members([`readonly preset: ${presetsOf(graded)}`, `readonly strength: ${strengths}`])})`,
        ]
      : []),
  ]);
}

const types: Types = {
  prompt: text,
  negativePrompt: text,
  firstFrame: mediaType,
  lastFrame: mediaType,
  references: mediaList,
  referenceVideos: mediaList,
  referenceAudio: mediaList,
  sourceVideo: mediaType,
  extendVideo: text,
  duration: (rules) => values(rules, 'number'),
  aspectRatio: (rules) => values(rules, anyText),
  resolution: (rules) => values(rules, anyText),
  size: (rules) => values(rules, anyText),
  quality: literals,
  watermark: literals,
  cameraControl: camera,
  motionMasks: () => 'MotionMasks',
  audio: literals,
  seed: () => 'number',
  callbackUrl: text,
};

type OptionRule = Rule<'providerOptions'>[string];

/** The values that the table names for an option; `undefined`: one row at least takes others. */
function namedValues(rules: readonly OptionRule[]): string | undefined {
  const named = rules.map((rule) => (rule !== 'any' && 'oneOf' in rule ? rule.oneOf : undefined));
  return named.includes(undefined) ? undefined : union(named.flatMap((values = []) => values.map(literal)));
}

const key = (name: string) => (/^[a-zA-Z]\w*$/.test(name) ? name : literal(name));

/** Of the provider's own type, which has the comments; narrower where the table names values. */
function ownOptions(rules: readonly Rule<'providerOptions'>[]): string {
  const names = distinct(rules.flatMap(Object.keys));
  const narrower = names.flatMap((name) => {
    const ofName = rules.flatMap((options) => (Object.hasOwn(options, name) ? (options[name] ?? []) : []));
    const named = namedValues(ofName);
    return named === undefined ? [] : [optional(key(name), named)];
  });
  const own = `Pick<OwnOptions, ${union(names.map(literal))}>`;
  return narrower.length > 0 ? `${own} & ${members(narrower)}` : own;
}

const areRules = <F extends Feature>(rules: readonly FeatureRules[F][]): readonly Rule<F>[] =>
  rules.flatMap((rule) => (rule === undefined || rule === null ? [] : [rule]));

function typeOf<F extends keyof Types>(feature: F, all: readonly FeatureRules[F][]): string | undefined {
  const rules = areRules<F>(all);
  return rules.length === 0 ? undefined : types[feature](rules);
}

/** What the type of a field does not tell. */
function noteOf(feature: Feature, rows: ModelCapabilities['rows']): readonly string[] {
  if (feature === 'providerOptions') return [];
  const sources = rows.flatMap(({ accepts }): Sources => {
    const rule = accepts[feature];
    if (rule === undefined || rule === 'any') return [];
    if ('maxDynamic' in rule) return [rule.media];
    return 'from' in rule ? [rule] : [];
  });
  const needsStore = sources.length > 0 && takesLinksOnly(sources);
  return needsStore ? ['  /** By link: a file needs a `mediaStore`, of the router or the provider. */'] : [];
}

const lineLength = 110;
/** Long unions go on, indented. */
function wrap(line: string): string {
  if (line.length <= lineLength || !line.includes(' | ')) return line;
  const [first = '', ...rest] = line.split(' | ');
  return rest.reduce(
    (lines, part) => {
      const last = lines.slice(lines.lastIndexOf('\n') + 1);
      return last.length + part.length + 4 > lineLength ? `${lines} |\n    ${part}` : `${lines} | ${part}`;
    },
    first,
  );
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
/** `veo3.1_fast` as `Veo3_1Fast`: digits that stood apart stay apart. */
const identifier = (name: string) =>
  name
    .split(/[^a-zA-Z0-9]+/)
    .map(capital)
    .join(' ')
    .replaceAll(/(?<=\d) (?=\d)/g, '_')
    .replaceAll(' ', '');

const interfaceName = ({ model, api }: ModelCapabilities) => `${identifier(model)}${capital(api)}`;

const optionsName = (entry: ModelCapabilities) => `${interfaceName(entry)}Options`;

/** The interface of a model's own options; none where it takes none. */
function optionsOf(entry: ModelCapabilities): readonly string[] {
  const { provider, rows } = entry;
  const rules = areRules<'providerOptions'>(rows.map(({ accepts }) => accepts.providerOptions));
  if (rules.length === 0) return [];
  return [
    `interface ${optionsName(entry)} extends Pick<ProviderOptions, ${literal(provider)}> {`,
    wrap(`  readonly ${key(provider)}?: ${ownOptions(rules)};`),
    '}',
    '',
  ];
}

/** What each field is narrowed to that some row takes. */
function fieldsOf(entry: ModelCapabilities): ReadonlyMap<Feature, readonly string[]> {
  const { rows } = entry;
  const fields = new Map<Feature, readonly string[]>();
  for (const feature of features) {
    const type =
      feature === 'providerOptions'
        ? optionsOf(entry).length > 0
          ? optionsName(entry)
          : undefined
        : typeOf(
            feature,
            rows.map(({ accepts }) => accepts[feature]),
          );
    if (type === undefined) continue;
    const isRequired = rows.every(({ requires }) => requires?.includes(feature) === true);
    const line = wrap(`  ${isRequired ? `readonly ${feature}: ${type}` : optional(feature, type)};`);
    fields.set(feature, [...noteOf(feature, rows), line]);
  }
  return fields;
}

/** What stands at the model's key, where an editor shows it. */
function sentenceOf({ model, api, rows, retired }: ModelCapabilities): string {
  const modes = distinct(rows.map(({ mode }) => mode)).join(', ');
  return `${model} (${api}): ${modes}.${retired === undefined ? '' : ` End of life ${retired.since}.`}`;
}

function interfaceOf(entry: ModelCapabilities): string {
  const fields = fieldsOf(entry);
  const base = `Pick<VideoRequest, ${[...fields.keys()].map(literal).join(' | ')}>`;
  return [
    ...optionsOf(entry),
    // The base has the comments, which an editor shows where a field has none of its own.
    wrap(`interface ${interfaceName(entry)} extends ${base} {`),
    ...[...fields.values()].flat(),
    '}',
  ].join('\n');
}

const coreTypes = ['CameraAxes', 'CameraPreset', 'MediaInput', 'MotionMasks', 'ProviderOptions', 'VideoRequest'];

/** The file `model-requests.ts` of one provider, from the tables of all its apis. `command` writes it again. */
export function modelRequests(tables: readonly CapabilityTable[], command: string): string {
  const entries = tables.flatMap(({ models }) => models);
  const names = entries.map(interfaceName);
  if (distinct(names).length < names.length) throw new Error(`two models share a name: ${names.join(', ')}`);
  const provider = tables[0]?.provider ?? '';
  const interfaces = entries.map(interfaceOf).join('\n\n');
  const keys = distinct(entries.map(({ model }) => model)).flatMap((model) => {
    const ofModel = entries.filter((entry) => entry.model === model);
    const apis = ofModel.map(interfaceName);
    return [
      `  /** ${ofModel.map(sentenceOf).join(' ')} */`,
      wrap(`  readonly ${literal(`${provider}:${model}`)}: ${apis.join(' | ')};`),
    ];
  });
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(interfaces);
  const needed: Readonly<Record<string, string>> = { MediaInput: 'MediaContent', ProviderOptions: 'OwnOptions' };
  const imports = coreTypes.filter((name) => uses(name) || uses(needed[name] ?? name));
  return [
    `/* Generated from the capability tables by \`${command}\`; do not edit. */`,
    ...(imports.length > 0 ? [`import type { ${imports.join(', ')} } from '@vid/core';`] : []),
    ...(uses('MediaContent')
      ? ['', '/** A file, no link. */', 'type MediaContent = Exclude<MediaInput, string> | `file:${string}`;']
      : []),
    ...(uses('OwnOptions')
      ? ['', `type OwnOptions = NonNullable<ProviderOptions[${literal(provider)}]>;`]
      : []),
    ...(uses(anyText)
      ? ['', '/** Any text; an editor offers the known ones. */', `type ${anyText} = string & Record<never, never>;`]
      : []),
    '',
    interfaces,
    '',
    '/** Requests by the name of their model, for `defineRequest`; a model of several apis takes what one of them takes. */',
    `export interface ${identifier(provider)}ModelRequests {`,
    ...keys,
    '}',
    '',
  ].join('\n');
}
