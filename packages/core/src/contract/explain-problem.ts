import { staleAfterDays } from './capabilities.ts';
import type { Money } from './money.ts';
import type {
  Change,
  Format,
  Problem,
  ProblemCode,
  ProblemContext,
  ProblemOf,
  Span,
  ValueCondition,
  Warning,
} from './problem.ts';
import type { Shown } from './shown.ts';

/* English for people. Codes and values are for programs; another language has tables of its own. */

const isList = (shown: Shown): shown is readonly Shown[] => Array.isArray(shown);
/** JSON has no such numbers, so they are shown by name. */
const isNumber = (text: string) => /^(NaN|-?Infinity)$/.test(text);
const isLink = (text: string) => /^https?:\/\/\S+$/.test(text);

function explainObject(shown: { readonly [key: string]: Shown }): string {
  const { bytes, characters, items, dataUri, ...others } = shown;
  if (Object.keys(others).length === 0) {
    if (typeof bytes === 'number') return `${bytes} bytes`;
    if (typeof characters === 'number') return `${characters} characters`;
    if (typeof items === 'number') return `${items} items`;
    if (dataUri !== undefined) return `a data URI of ${explainValue(dataUri)}`;
  }
  const parts = Object.entries(shown).map(([key, part]) =>
    key === '…' ? key : `${key}: ${explainValue(part)}`,
  );
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** A shown value in English: `"16:9"`, `12 bytes`, `{ pan: 3 }`. */
export function explainValue(shown: Shown): string {
  if (typeof shown === 'string')
    return isLink(shown) || isNumber(shown) || shown === '…' ? shown : JSON.stringify(shown);
  if (typeof shown !== 'object' || shown === null) return String(shown);
  return isList(shown) ? `[${shown.map(explainValue).join(', ')}]` : explainObject(shown);
}

/** What a word of a request is called, for people: a field or a path of one, a mode, a need. */
type NameOf = (code: string) => string;
const asWritten: NameOf = (code) => code;

const list = (values: readonly (string | number | boolean)[]) => values.join(', ');
const listed = (codes: readonly string[], nameOf: NameOf) => list(codes.map(nameOf));
const money = ({ amount, currency }: Money) => `${amount} ${currency}`;
const atRates = (date: string | undefined) => (date === undefined ? '' : `, at the rates of ${date}`);
const name = (asked: Shown = '') => (typeof asked === 'string' ? asked : explainValue(asked));
const names = (asked: Shown = '', nameOf = asWritten) =>
  (isList(asked) ? asked : [asked]).map((one) => nameOf(name(one))).join(', ');

interface Asked {
  readonly asked?: Shown;
  readonly model?: string;
}
const got = ({ asked }: Asked) => (asked === undefined ? '; not set' : `; got ${explainValue(asked)}`);
const takes = (problem: Asked, what: string) =>
  `${problem.model === undefined ? 'must be' : 'takes'} ${what}${got(problem)}`;
const together = ({ together: needs }: { readonly together?: readonly string[] }, nameOf: NameOf) =>
  needs === undefined ? '' : ` (together with ${listed(needs, nameOf)})`;

const span = ({ min, max, step }: Span): string => {
  if (step === undefined) return `${min} to ${max}`;
  return step === 1 && Number.isInteger(min)
    ? `whole numbers from ${min} to ${max}`
    : `${min} to ${max} in steps of ${step}`;
};
const values = ({ allowed, ranges = [] }: Pick<ValueCondition, 'allowed' | 'ranges'>) =>
  list([...ranges.map(span), ...allowed]);
const conditional = (
  { conditions = [] }: { readonly conditions?: readonly ValueCondition[] },
  nameOf: NameOf,
): string => {
  const each = conditions.map((one) => `${values(one)} ${explainCondition(one.context, nameOf)}`);
  return each.length === 0 ? '' : ` (${each.join('; ')})`;
};

const formats: Readonly<Record<Format, string>> = {
  text: 'must be a text',
  number: 'must be a number',
  'whole-number': 'must be a whole number',
  boolean: 'must be true or false',
  list: 'must be a list',
  object: 'must be an object',
  'not-empty': 'must not be empty',
  'not-empty-list': 'must hold at least one item',
  positive: 'must be more than 0',
  'https-url': 'must be an https:// URL',
  media:
    'must be an https:// URL, a file: URL, a Blob, a stream, or { data: Uint8Array, mediaType: "image/png" }',
  'file-url': 'must be a URL; for a file of this machine, pathToFileURL(path) of node:url',
  'existing-file': 'must be a file that exists',
  'plain-file': 'must be a file, not a folder or a device',
  'not-empty-file': 'must not be an empty file',
  'readable-file': 'must be a file that can be read; reading it failed',
  'file-system': 'cannot be read: this runtime has no file system. Pass a Blob or bytes',
  'known-media':
    'must be a picture, video or sound; its first bytes tell no media type. Pass { data, mediaType }, or a Blob with a type',
  bytes: 'must be a Uint8Array with at least one byte',
  'no-page': 'must be a picture, video or sound; these bytes are a web page or a text',
  'whole-text': 'must be whole Unicode text; half of a surrogate pair stands alone',
  readable: 'must be plain data; reading it failed',
  'few-parts': 'must have at most 10,000 keys and items, in at most 100 levels',
  preference: 'must be "listed", "cheapest", "fastest", "quality" or a function',
  money: 'must be { amount, currency } with an amount of at least 0 and a code such as "USD"',
  'exchange-rates': 'must be { date: "2026-11-29", base: "USD", rates: { CNY: 7.1 } }, each rate more than 0',
  'api-names': 'must be a list of names such as ["provider:model"]',
  'media-type': 'must be a media type such as "image/png"',
  'camera-control':
    'must be { horizontal?, vertical?, pan?, tilt?, roll?, zoom? } with numbers from -10 to 10, or { preset, strength? }',
  duration: 'must be a number of seconds, or "auto"',
  'aspect-ratio': 'must look like "16:9", or be "adaptive"',
  resolution: 'must look like "720p" or "4k"',
  size: 'must look like "1280x720", at least 144 pixels a side',
  'provider-options': 'must be an object of options by provider id',
  valid: 'is not valid',
};

export const isFormat = (text: string): text is Format => Object.hasOwn(formats, text);

/** What follows `field: model`, for each code. */
const sentences: { readonly [Code in ProblemCode]: (problem: ProblemOf<Code>, nameOf: NameOf) => string } = {
  'unknown-field': ({ known, nearest }) => {
    if (nearest !== undefined) return `unknown field. Did you mean "${nearest}"?`;
    return known === undefined ? 'unknown field' : `unknown field; known fields: ${list(known)}`;
  },
  malformed: (problem) => `${formats[problem.expected]}${got(problem)}`,
  'not-one-of': (problem, nameOf) =>
    problem.model === undefined
      ? takes(problem, problem.allowed.map(explainValue).join(' or '))
      : takes(problem, `${values(problem)}${conditional(problem, nameOf)}`),
  'out-of-range': (problem, nameOf) => {
    const { min, max, step } = problem;
    if (min === undefined) return takes(problem, max === undefined ? 'a number' : `at most ${max}`);
    if (max === undefined) return takes(problem, `at least ${min}`);
    return takes(
      problem,
      `${span({ min, max, ...(step !== undefined && { step }) })}${conditional(problem, nameOf)}`,
    );
  },
  'text-length': (problem) => {
    const { min, max } = problem;
    const unit = problem.unit === 'utf-16' ? 'UTF-16 units' : 'characters';
    if (max === undefined) return takes(problem, `at least ${min} ${unit}`);
    return takes(problem, min === 0 ? `at most ${max} ${unit}` : `${min} to ${max} ${unit}`);
  },
  'too-many-items': (problem) => takes(problem, `at most ${problem.max}`),
  'file-too-large': (problem) => takes(problem, `at most ${problem.maxBytes} bytes`),
  'other-media-type': ({ found, asked }) =>
    `is ${found} by its first bytes${asked === undefined ? '' : `, not ${explainValue(asked)}`}`,
  'picture-side': (problem) => {
    const { min, max } = problem;
    const most = max === undefined ? '' : `at most ${max}`;
    const least = min === undefined ? '' : `at least ${min}`;
    return takes(problem, `pictures of ${[least, most].filter(Boolean).join(' and ')} pixels a side`);
  },
  'picture-ratio': (problem) =>
    takes(problem, `pictures whose longer side is at most ${problem.max} times the shorter one`),
  'no-auto': (problem) => takes(problem, 'a length in seconds, and does not choose one'),
  'no-adaptive': (problem) => takes(problem, 'a ratio such as "16:9", and does not choose one'),
  'bytes-only': (problem) => takes(problem, 'bytes, no URL'),
  'url-only': (problem) => takes(problem, 'an https:// URL, no bytes'),
  'axes-only': (problem) => takes(problem, 'axes, no preset'),
  'presets-only': (problem) => takes(problem, `a preset: ${list(problem.allowed)}`),
  'no-strength': (problem) => takes(problem, 'no strength'),
  'exactly-one-axis': (problem) =>
    takes(problem, `exactly one axis that is not 0, of ${list(problem.allowed)}`),
  'no-mask': (problem) => takes(problem, 'a static mask, or at least one dynamic mask'),
  'point-count': (problem) => takes(problem, `${problem.min} to ${problem.max} points`),
  'whole-pixels': (problem) => takes(problem, 'whole pixels'),
  'unknown-option': (problem) =>
    problem.allowed.length === 0
      ? takes(problem, 'no options')
      : takes(problem, `the options ${list(problem.allowed)}`),
  'other-provider': ({ provider, asked }) => `takes options of ${provider}; got those of ${names(asked)}`,
  'not-accepted': (problem, nameOf) => `does not take it for ${nameOf(problem.mode)}${got(problem)}`,
  required: ({ mode }, nameOf) => `needs it for ${nameOf(mode)}`,
  'set-twice': ({ asked, means }, nameOf) =>
    `${explainValue(asked ?? '')} is read as ${nameOf(means)}, which is set too; set one of them`,
  'at-most-one': ({ fields, asked }, nameOf) =>
    `takes only one of ${listed(fields, nameOf)}; got ${names(asked, nameOf)}`,
  'requires-with': ({ anyOf }, nameOf) => `takes it only together with ${anyOf.map(nameOf).join(' or ')}`,
  'too-many-together': (problem, nameOf) =>
    takes(problem, `at most ${problem.max} of ${listed(problem.fields, nameOf)} together`),
  'unknown-model': ({ name, known, nearest, provider, apis = [] }) => {
    if (apis.length > 0) {
      const settings = apis.map((api) => `api: '${api}'`).join(' or ');
      return `"${name}" is a model of another api of ${provider}: create the provider with ${settings}`;
    }
    const hint =
      nearest === undefined ? `; known models: ${list(known) || 'none'}.` : `. Did you mean "${nearest}"?`;
    return `unknown model "${name}"${hint} To send it unchecked, set model: "${name}" and unchecked: ["model"]`;
  },
  'other-key': ({ name, setting, variable }) =>
    `"${name}" needs another kind of key: pass ${setting}, or set ${variable}`,
  'no-models': () => 'the table has no models',
  'need-unlisted': (problem, nameOf) => `is an unlisted model${together(problem, nameOf)}`,
  'need-operation': (problem, nameOf) => {
    const { operations } = problem;
    const offer = operations.length === 0 ? 'no task operations' : `only ${listed(operations, nameOf)}`;
    return `supports ${offer}${together(problem, nameOf)}`;
  },
  'need-callback': (problem, nameOf) =>
    `takes no ${nameOf('callbackUrl')} for ${nameOf(problem.mode)}${together(problem, nameOf)}`,
  'need-audio': (problem, nameOf) => `does not promise audio for this request${together(problem, nameOf)}`,
  'need-resolution': (problem, nameOf) => {
    const { output = 'an unknown resolution' } = problem;
    return `outputs ${output}${together(problem, nameOf)}`;
  },
  'not-in-only': ({ only }) => `is not among ${list(only)}`,
  'in-never': () => 'is excluded',
  'over-max-cost': ({ price, maxCost, ratesOf }) =>
    `would cost ${money(price)}; the limit is ${money(maxCost)}${atRates(ratesOf)}`,
  'other-currency': ({ price, limits }) =>
    `would cost ${money(price)}; the limit is ${limits.map(money).join(' and ')}. Set exchange rates, or a limit in ${price.currency}`,
  'unknown-price': ({ maxCost }) =>
    `has no known price${maxCost === undefined ? '' : `; the limit is ${money(maxCost)}`}. Allow it with allowUnknownPrice`,
  'over-budget': ({ price, left, budget, ratesOf }) =>
    `would cost ${money(price)}; ${money(left)} of ${money(budget)} is left${atRates(ratesOf)}`,
  'circuit-open': ({ failures, lastFailureAt, until }) => {
    const end = until === undefined ? 'while one request tries it again' : `until ${until}`;
    return `failed ${failures} times in a row, last at ${lastFailureAt}; not used ${end}`;
  },
  'no-place': ({ provider, api }) => `has no place for it in the ${api} api of ${provider}`,
  'place-taken': ({ key }) => `cannot send it: another field already fills its place, ${key}`,
  'schema-refused': ({ model, issues }) =>
    `${model === undefined ? 'is not valid' : 'does not accept it'}: ${issues.join('; ')}`,
};

function explainCondition(context: ProblemContext, nameOf: NameOf): string {
  if (context.kind === 'together') return `together with ${listed(context.fields, nameOf)}`;
  if (context.kind === 'not-together') return `not together with ${listed(context.fields, nameOf)}`;
  const fields = context.fields.map(({ field, value }) =>
    value === undefined ? nameOf(field) : `${nameOf(field)} ${value}`,
  );
  return `${context.kind === 'instead' ? 'or' : 'needs'} ${fields.join(', ')}`;
}

const explainContext = (context: ProblemContext | undefined, nameOf: NameOf): string =>
  context === undefined ? '' : ` (${explainCondition(context, nameOf)})`;

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- ties a problem to its sentence
const sentenceOf = <Code extends ProblemCode>(problem: ProblemOf<Code>, nameOf: NameOf): string =>
  sentences[problem.code](problem, nameOf);

/**
 * The whole sentence: what, why, and what would work. `withModel: false` leaves the model's name out. `nameOf`: what a field
 * or a path of one, a mode or a need is called where people do not write requests. Default: as in a request.
 */
export function explainProblem(
  problem: Problem,
  { withModel = true, nameOf = asWritten }: { readonly withModel?: boolean; readonly nameOf?: NameOf } = {},
): string {
  const { field, model } = problem;
  const who = model === undefined || !withModel ? '' : `${model} `;
  const subject = problem.code.startsWith('need-') ? `needs ${names(problem.asked, nameOf)}` : nameOf(field);
  return `${subject}: ${who}${sentenceOf(problem, nameOf)}${explainContext(problem.context, nameOf)}`;
}

const mostSentences = 10;

export const explainProblems = (problems: readonly Problem[]): string =>
  [
    ...problems.slice(0, mostSentences).map((problem) => explainProblem(problem)),
    ...(problems.length > mostSentences ? [`and ${problems.length - mostSentences} more`] : []),
  ].join('; ');

/** A change of a suggestion, or an adjustment of a candidate: `duration 5 instead of 7`. */
export function explainChange(change: Change): string {
  switch (change.code) {
    case 'changed':
      return `${change.field} ${explainValue(change.to)} instead of ${explainValue(change.from)}`;
    case 'removed':
      return `without ${change.field}`;
  }
}

/** What to know about a candidate. */
export function explainWarning(warning: Warning): string {
  switch (warning.code) {
    case 'claimed':
      return warning.source;
    case 'retired':
      return `end of life ${warning.since}: ${warning.source}`;
    case 'stale-source':
      return `checked on ${warning.checkedOn}, over ${staleAfterDays} days ago`;
    case 'overridden':
      return `your overrides changed ${list(warning.fields)}: ${warning.source}`;
    case 'unchecked-fields':
      return `not checked, as asked: ${list(warning.fields)}`;
    case 'unchecked-model':
      return `Unlisted model, not checked: ${warning.provider}:${warning.model}`;
    case 'several-currencies':
      return `Prices in ${list(warning.currencies)} are not compared with each other. Set exchange rates to rank them together`;
  }
}

export const isProblemCode = (code: unknown): code is ProblemCode =>
  typeof code === 'string' && Object.hasOwn(sentences, code);
