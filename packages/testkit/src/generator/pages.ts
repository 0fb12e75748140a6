import {
  type CapabilityRow,
  explainPrice,
  type Feature,
  type FeatureRules,
  features,
  type ModelCapabilities,
} from '@vid/core';
import { type CapabilityTable, wordsFor } from './table.ts';

/* The pages of docs/capabilities: for each service and api its models, a line a row. */

type Row<F extends Feature> = NonNullable<FeatureRules[F]>;
type Words = { readonly [F in Feature]: (rule: Row<F>) => string };

const values = (rule: Parameters<typeof wordsFor>[0]) => wordsFor(rule).join(', ');
const span = ({ min, max }: { readonly min: number; readonly max: number }) => `${min} to ${max}`;

function textLength({ minLength = 0, maxLength, countedIn = 'utf-16' }: Row<'prompt'>): string {
  const unit = countedIn === 'utf-16' ? 'UTF-16 units' : 'characters';
  if (maxLength === undefined) return minLength === 0 ? 'of any length' : `at least ${minLength} ${unit}`;
  return minLength === 0 ? `at most ${maxLength} ${unit}` : `${minLength} to ${maxLength} ${unit}`;
}

const pixels = ({ min = 1, max }: NonNullable<Row<'firstFrame'>['sides']>) =>
  max === undefined ? `at least ${min}` : span({ min, max });

function media({ from, mediaTypes, maxBytes, sides, maxRatio }: Row<'firstFrame'>): string {
  const bytes = [
    'bytes',
    ...(mediaTypes === undefined ? [] : [`(${mediaTypes.join(', ')})`]),
    ...(maxBytes === undefined ? [] : [`of at most ${maxBytes.toLocaleString('en')}`]),
    ...(sides === undefined ? [] : [`with sides of ${pixels(sides)} pixels`]),
    ...(maxRatio === undefined ? [] : [`at most ${maxRatio} times as long as short`]),
  ].join(' ');
  return from.map((source) => (source === 'url' ? 'link' : bytes)).join(' or ');
}

const mediaList = (rule: Row<'references'>) => `at most ${rule.maxItems}, ${media(rule)}`;

function camera({ axes, oneAxis = false, presets, strengths }: Row<'cameraControl'>): string {
  const graded = strengths === undefined ? '' : ` with strength ${strengths.join(', ')}`;
  return [
    ...(axes.length > 0 ? [`${oneAxis ? 'one of' : 'any of'} ${axes.join(', ')}`] : []),
    ...(presets.length > 0 ? [`presets ${presets.join(', ')}${graded}`] : []),
  ].join('; ');
}

const option = (rule: Row<'providerOptions'>[string]) => {
  if (rule === 'any' || 'oneOf' in rule || 'min' in rule) return values(rule);
  return 'maxItems' in rule ? `a list of at most ${rule.maxItems}` : `a text, ${textLength(rule)}`;
};

const words: Words = {
  prompt: textLength,
  negativePrompt: textLength,
  firstFrame: media,
  lastFrame: media,
  references: mediaList,
  referenceVideos: mediaList,
  referenceAudio: mediaList,
  sourceVideo: media,
  extendVideo: () => 'an id',
  duration: (rule) => {
    const all = wordsFor(rule);
    const seconds = all.filter((word) => word !== 'auto').join(', ');
    return [seconds === '' ? '' : `${seconds} s`, ...all.filter((word) => word === 'auto')]
      .filter((word) => word !== '')
      .join(', ');
  },
  aspectRatio: values,
  resolution: values,
  size: values,
  quality: values,
  watermark: values,
  cameraControl: camera,
  motionMasks: ({ media: rule, maxDynamic, points, wholePixels = false }) =>
    `static, and at most ${maxDynamic} moving along ${span(points)} points${wholePixels ? ', whole pixels' : ''}; ${media(rule)}`,
  audio: values,
  seed: values,
  callbackUrl: () => 'an https URL',
  providerOptions: (rules) =>
    Object.entries(rules)
      .map(([name, rule]) => `\`${name}\` ${option(rule)}`)
      .join('; '),
};

function wordsOf<F extends Feature>(feature: F, rule: FeatureRules[F]): string | undefined {
  return rule === undefined || rule === null ? undefined : words[feature](rule);
}

/** A text may hold what ends a cell. */
const cell = (text: string) => text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
const tableLines = (heads: readonly string[], lines: readonly (readonly string[])[]) => [
  `| ${heads.join(' | ')} |`,
  `| ${heads.map(() => '---').join(' | ')} |`,
  ...lines.map((line) => `| ${line.map(cell).join(' | ')} |`),
];

/** These have a column; all other fields stand together. */
const columns = [
  'duration',
  'aspectRatio',
  'resolution',
  'size',
  'quality',
] as const satisfies readonly Feature[];
const others = features.filter((feature) => !columns.some((column) => column === feature));
const longestCell = 60;

type Notes = ReadonlyMap<string, number>;
const noteOf = (feature: Feature, text: string) => `${feature}: ${text}`;
const referTo = (note: string, notes: Notes) => {
  const number = notes.get(note);
  return number === undefined ? '' : ` (${number})`;
};
const emphasis = (row: CapabilityRow, feature: Feature, text: string) =>
  row.requires?.includes(feature) === true ? `**${text}**` : text;

/** What is too long for a line, or stands in many, once each. */
function notesOf(models: readonly ModelCapabilities[]): Notes {
  const rows = models.flatMap((entry) => entry.rows);
  const fields = features.flatMap((feature) =>
    rows.flatMap((row) => {
      const text = wordsOf(feature, row.accepts[feature]);
      if (text === undefined || (!others.includes(feature) && text.length <= longestCell)) return [];
      return [noteOf(feature, text)];
    }),
  );
  const sources = [
    ...models.flatMap(({ prices = [] }) => prices.map(({ source }) => source)),
    ...rows.flatMap(({ typicalTime }) => (typicalTime === undefined ? [] : [typicalTime.source])),
  ];
  return new Map([...new Set([...fields, ...sources])].map((text, index) => [text, index + 1]));
}

function otherFields(row: CapabilityRow, notes: Notes): string {
  const fields = others.flatMap((feature) => {
    const text = wordsOf(feature, row.accepts[feature]);
    return text === undefined
      ? []
      : [`${emphasis(row, feature, feature)}${referTo(noteOf(feature, text), notes)}`];
  });
  const groups = [
    ...(row.atMostOne ?? []).map((group) => `at most one of ${group.join(', ')}`),
    ...(row.requiresWith ?? []).map(({ field, anyOf }) => `${field} only with ${anyOf.join(' or ')}`),
    ...(row.maxTogether ?? []).map(
      ({ fields: some, maxItems }) => `at most ${maxItems} of ${some.join(', ')} together`,
    ),
  ];
  const options = row.requiresOptions ?? [];
  const needed = options.length === 0 ? [] : [`**needs the options ${options.join(', ')}**`];
  return [fields.join(', '), ...groups, ...needed].join('; ');
}

function rowLine(row: CapabilityRow, notes: Notes): readonly string[] {
  const { typicalTime, defaults = {}, output } = row;
  const open = Object.entries({ ...output, ...defaults }).map(
    ([field, value]) => `${field} ${value === '' ? '""' : String(value)}`,
  );
  const inColumn = (feature: Feature) => {
    const text = wordsOf(feature, row.accepts[feature]);
    if (text === undefined) return '';
    const brief = text.length > longestCell ? `many${referTo(noteOf(feature, text), notes)}` : text;
    return emphasis(row, feature, brief);
  };
  return [
    row.mode,
    ...columns.map(inColumn),
    otherFields(row, notes),
    open.join(', '),
    typicalTime === undefined ? '' : `${typicalTime.seconds} s${referTo(typicalTime.source, notes)}`,
    row.evidence,
    row.source,
  ];
}

const heads = [
  'mode',
  'duration',
  'ratio',
  'resolution',
  'size',
  'quality',
  'other fields',
  'if left open',
  'typical',
  'evidence',
  'source',
];

/** File names keep to what every system and every URL takes. */
export const schemaName = ({ provider, api, model }: ModelCapabilities) =>
  `${provider}-${api}-${model.replaceAll(/[^\w.-]/g, '_')}.json`;

function modelLines(entry: ModelCapabilities, notes: Notes): readonly string[] {
  const { model, checkedOn, retired, operations = [], maxTasks, rows, prices = [] } = entry;
  const facts = [
    ...(checkedOn === undefined ? [] : [`Checked on ${checkedOn}.`]),
    ...(retired === undefined ? [] : [`End of life ${retired.since}: ${retired.source}.`]),
    ...(operations.length === 0 ? [] : [`Its service can ${operations.join(' and ')}.`]),
    ...(maxTasks === undefined
      ? []
      : [
          `At most ${maxTasks.count} tasks at a time${maxTasks.per === 'api' ? ', of all models of this api together' : ''}: ${maxTasks.source}.`,
        ]),
    `[JSON Schema](schema/${schemaName(entry)})`,
  ];
  return [
    `## ${model}`,
    '',
    facts.join(' '),
    '',
    ...tableLines(
      heads,
      rows.map((row) => rowLine(row, notes)),
    ),
    '',
    ...(prices.length === 0 ? [] : ['Prices, the first that matches:', '']),
    ...prices.map((price) => `- ${explainPrice(price)}${referTo(price.source, notes)}`),
    ...(prices.length === 0 ? [] : ['']),
  ];
}

/** The file name of a model's page. */
export const pageName = ({ provider, api }: CapabilityTable) => `${provider}-${api}.md`;
const markOf = (command: string) =>
  `<!-- Generated from the capability tables by \`${command}\`; do not edit. -->`;

/** The page of one model, as Markdown. */
export function page(table: CapabilityTable, command: string): string {
  const { provider, api, models, polling = [] } = table;
  const notes = notesOf(models);
  return [
    markOf(command),
    '',
    `# ${provider}, ${api} api`,
    '',
    '[How to read this](README.md)',
    '',
    ...polling.flatMap(({ minIntervalMs, maxInFlight, maxPerSecond, maxBatch, source }) => [
      ...(minIntervalMs === undefined
        ? []
        : [`Asked about a task every ${minIntervalMs / 1000} s at most: ${source}.`, '']),
      ...(maxInFlight === undefined ? [] : [`At most ${maxInFlight} polls at a time: ${source}.`, '']),
      ...(maxPerSecond === undefined ? [] : [`At most ${maxPerSecond} polls a second: ${source}.`, '']),
      ...(maxBatch === undefined ? [] : [`At most ${maxBatch} tasks in one query: ${source}.`, '']),
    ]),
    ...models.flatMap((entry) => modelLines(entry, notes)),
    '## Notes',
    '',
    ...[...notes].map(([text, number]) => `${number}. ${text}`),
    '',
  ].join('\n');
}

/** `sideBySide`: tables that compare the services. */
export function index(
  tables: readonly CapabilityTable[],
  sideBySide: readonly string[],
  command: string,
): string {
  const lines = tables.map((table) => [
    `[${table.provider}, ${table.api}](${pageName(table)})`,
    table.models.map((entry) => `[${entry.model}](schema/${schemaName(entry)})`).join(', '),
  ]);
  return [
    markOf(command),
    '',
    '# What each model takes',
    '',
    'The capability tables, as they validate requests, route them, type them and estimate their price.',
    `${sideBySide.length === 0 ? '' : 'The same as data: [capabilities.json](capabilities.json). '}There is a JSON Schema for each model.`,
    '',
    ...tableLines(['service and api', 'models and their JSON Schemas'], lines),
    '',
    ...(sideBySide.length === 0
      ? []
      : ['## Side by side', '', ...sideBySide.flatMap((table) => [table, ''])]),
    '## How to read the tables',
    '',
    '- A line is a row, and everything in a row holds together. A request fits a model if one row allows every field that it sets.',
    '- A **bold** field must be set. A field that a row does not name is refused, never dropped.',
    '- *documented*: the vendor says so. *claimed*: a reseller says so and the vendor does not; such a row works, ranks after the',
    '  documented ones and carries its source as a warning.',
    '- *if left open*: what is sent, or comes out, when the request does not say.',
    '- *Prices* are in the currency in which the service bills; where none matches, the price is unknown, not free. What a',
    '  request leaves open counts as it stands under *if left open*.',
    '- *Checked on*: the day on which what is quoted here was last seen to be so. Plans warn where it is more than 180 days ago.',
    '- *typical*: how long a task takes, where somebody has measured it.',
    '- A number in brackets leads to the notes at the foot of the page.',
    '',
    '## The data',
    '',
    ...(sideBySide.length === 0
      ? []
      : [
          '`capabilities.json` is `{ version, apis: [{ provider, api, models, polling }] }`; its types are `Capabilities` of `@vid/core`.',
          '`version` grows when the meaning of a key changes.',
          '',
        ]),
    'A schema (2020-12) describes the requests for one model that JSON can say, without `unchecked`: media are https links, and',
    'a field that takes bytes only fits nothing. Three things are coarser than in the library: a text that is counted in UTF-16',
    'units is counted in characters, a link is only matched by its beginning, and items of listed options are not looked at.',
    'How many files several fields may hold together is not said.',
    '',
  ].join('\n');
}
