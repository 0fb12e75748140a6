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
  const byAxes = axes.length === 0 ? [] : [members(axes.map((axis) => optional(axis, 'number')))];
  const withPresets = rules.filter(({ presets }) => presets.length > 0);
  const presetsOf = (some: readonly CameraRule[]) => union(some.flatMap(({ presets }) => presets.map(literal)));
  const plain = withPresets.filter(({ strengths }) => strengths === undefined);
  const graded = withPresets.filter(({ strengths }) => strengths !== undefined);
  const strengths = union(graded.flatMap(({ strengths = [] }) => strengths.map(literal)));
  return union([
    ...byAxes,
    ...(plain.length > 0 ? [members([`readonly preset: ${presetsOf(plain)}`])] : []),
    ...(graded.length > 0
      ? [members([`readonly preset: ${presetsOf(graded)}`, `readonly strength: ${strengths}`])]
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

/** What the table leaves to the provider's own schema has the provider's own type. */
function optionType(provider: string, name: string, rules: readonly OptionRule[]): string {
  const own = `NonNullable<ProviderOptions[${literal(provider)}]>[${literal(name)}]`;
  return union(
    rules.flatMap((rule) => {
      if (rule === 'any' || 'maxItems' in rule) return [own];
      if ('oneOf' in rule) return rule.oneOf.map(literal);
      return ['min' in rule ? 'number' : 'string'];
    }),
  );
}

const key = (name: string) => (/^[a-zA-Z]\w*$/.test(name) ? name : literal(name));

function providerOptions(provider: string, rules: readonly Rule<'providerOptions'>[]): string {
  const names = distinct(rules.flatMap(Object.keys));
  const own = names.map((name) => {
    const ofName = rules.flatMap((options) => (Object.hasOwn(options, name) ? (options[name] ?? []) : []));
    return optional(key(name), optionType(provider, name, ofName));
  });
  return members([`readonly ${key(provider)}?: ${members(own)}`]);
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

function optionsOf({ provider, rows }: ModelCapabilities): string | undefined {
  const rules = areRules<'providerOptions'>(rows.map(({ accepts }) => accepts.providerOptions));
  return rules.length === 0 ? undefined : providerOptions(provider, rules);
}

function fieldsOf(entry: ModelCapabilities): readonly string[] {
  const { rows } = entry;
  return features.flatMap((feature) => {
    const type =
      feature === 'providerOptions'
        ? optionsOf(entry)
        : typeOf(
            feature,
            rows.map(({ accepts }) => accepts[feature]),
          );
    if (type === undefined) return [];
    const isRequired = rows.every(({ requires }) => requires?.includes(feature) === true);
    return [...noteOf(feature, rows), wrap(`  ${isRequired ? `readonly ${feature}: ${type}` : optional(feature, type)};`)];
  });
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

function interfaceOf(entry: ModelCapabilities): string {
  const modes = distinct(entry.rows.map(({ mode }) => mode)).join(', ');
  const end = entry.retired === undefined ? '' : ` End of life ${entry.retired.since}.`;
  return [
    `/** ${entry.model} (${entry.api}): ${modes}.${end} */`,
    `interface ${interfaceName(entry)} {`,
    ...fieldsOf(entry),
    '}',
  ].join('\n');
}

const coreTypes = ['MediaInput', 'MotionMasks', 'ProviderOptions'];

/** The file `model-requests.ts` of one provider, from the tables of all its apis. `command` writes it again. */
export function modelRequests(tables: readonly CapabilityTable[], command: string): string {
  const entries = tables.flatMap(({ models }) => models);
  const names = entries.map(interfaceName);
  if (distinct(names).length < names.length) throw new Error(`two models share a name: ${names.join(', ')}`);
  const provider = tables[0]?.provider ?? '';
  const interfaces = entries.map(interfaceOf).join('\n\n');
  const keys = distinct(entries.map(({ model }) => model)).map((model) => {
    const apis = entries.filter((entry) => entry.model === model).map(interfaceName);
    return wrap(`  readonly ${literal(`${provider}:${model}`)}: ${apis.join(' | ')};`);
  });
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(interfaces);
  const imports = coreTypes.filter((name) => uses(name) || (name === 'MediaInput' && uses('MediaContent')));
  return [
    `/* Generated from the capability tables by \`${command}\`; do not edit. */`,
    ...(imports.length > 0 ? [`import type { ${imports.join(', ')} } from '@vid/core';`] : []),
    ...(uses('MediaContent')
      ? ['', '/** A file, no link. */', 'type MediaContent = Exclude<MediaInput, string> | `file:${string}`;']
      : []),
    ...(uses(anyText)
      ? ['', '/** Any text; an editor offers the known ones. */', `type ${anyText} = string & Record<never, never>;`]
      : []),
    '',
    interfaces,
    '',
    `export interface ${identifier(provider)}ModelRequests {`,
    ...keys,
    '}',
    '',
  ].join('\n');
}
