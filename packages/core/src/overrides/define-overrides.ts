import * as z from 'zod/mini';
import type {
  Capabilities,
  CapabilityRow,
  ModelCapabilities,
  OverriddenField,
  Overrides,
} from '../contract/capabilities.ts';
import { VideoError } from '../contract/error.ts';
import { type ApiRef, modelName, nameOf } from '../contract/names.ts';
import { nearestName } from '../contract/nearest-name.ts';
import { keysOf } from '../contract/request.ts';
import { inWords } from '../contract/schema-messages.ts';
import { type ModelOverride, type OverridesData, overridesSchema, type VerifiedRow } from './schema.ts';

const invalid = (what: string) =>
  new VideoError('invalid-request', `These overrides are not valid: ${what}.`);

const changesOf = ({ wireModel, like, rows, accepts, defaults, without, prices, retired }: ModelOverride) => {
  const changed: Readonly<Record<OverriddenField, boolean>> = {
    model: like !== undefined,
    wireModel: wireModel !== undefined,
    rows: [rows, accepts, defaults, without].some((part) => part !== undefined),
    prices: prices !== undefined,
    retired: retired !== undefined,
  };
  return keysOf(changed).filter((field) => changed[field]);
};

function withoutKeys<Shape extends object>(shape: Shape, keys: ReadonlySet<string>): Partial<Shape> {
  const others: Partial<Shape> = { ...shape };
  for (const key in others) if (keys.has(key)) delete others[key];
  return others;
}

function rowsOf(
  name: string,
  { rows = [], accepts, defaults, without = [] }: ModelOverride,
  source: string,
  listed: readonly CapabilityRow[],
): readonly CapabilityRow[] {
  const own = rows.map((row) => ({ evidence: 'documented' as const, source, ...row }));
  const replaced = new Set<string>([...without, ...own.map(({ mode }) => mode)]);
  const kept = listed
    .filter(({ mode }) => !replaced.has(mode))
    .map((row): CapabilityRow => {
      const taken = withoutKeys({ ...row.accepts, ...accepts }, replaced);
      return { ...row, accepts: taken, defaults: withoutKeys({ ...row.defaults, ...defaults }, replaced) };
    });
  if (own.length + kept.length > 0) return [...own, ...kept];
  throw invalid(`${name} is left without a row; hidden: true leaves it out`);
}

function overridden(
  name: string,
  entry: ModelCapabilities,
  override: ModelOverride,
  source: string,
): ModelCapabilities {
  const { wireModel, like, prices, retired, rows, accepts, defaults, without, verified = [] } = override;
  const { retired: ended, checkedOn, ...others } = entry;
  const areRowsKept = (rows ?? accepts ?? defaults ?? without) === undefined;
  const before = entry.overridden;
  const fields = new Set([...(before?.fields ?? []), ...changesOf(override)]);
  const end = retired === undefined ? ended : (retired ?? undefined);
  return {
    ...others,
    ...(like !== undefined && { like }),
    ...(wireModel !== undefined && { wireModel }),
    // Of a date that the user's own rows are not of.
    ...(checkedOn !== undefined && areRowsKept && { checkedOn }),
    ...(end !== undefined && { retired: { source, ...end } }),
    ...(prices !== undefined && { prices: prices.map((price) => ({ source, ...price })) }),
    rows: withVerified(
      areRowsKept ? entry.rows : rowsOf(name, override, source, entry.rows),
      verified.filter(({ on }) => checkedOn === undefined || on >= checkedOn),
    ),
    // That a row was seen to hold changes nothing of it.
    ...(fields.size > 0 && {
      overridden: {
        fields: [...fields],
        source: before === undefined || before.source === source ? source : `${before.source}; ${source}`,
      },
    }),
  };
}

/** A row that nobody has stays without a word: the table may have changed since. */
function withVerified(
  rows: readonly CapabilityRow[],
  verified: readonly VerifiedRow[],
): readonly CapabilityRow[] {
  if (verified.length === 0) return rows;
  const counts = new Map<string, number>();
  return rows.map((row) => {
    const place = (counts.get(row.mode) ?? 0) + 1;
    counts.set(row.mode, place);
    const on = verified
      .filter(({ mode, row: nth = 1 }) => mode === row.mode && nth === place)
      .map((one) => one.on)
      .toSorted()
      .at(-1);
    return on === undefined ? row : { ...row, verified: on };
  });
}

const nameParts = /^(?<provider>[^:]+):(?<model>.+?)(?: \((?<api>[^()]+)\))?$/;

function partsOf(name: string) {
  const { provider = '', model = '', api } = nameParts.exec(name)?.groups ?? {};
  return { provider, model, api };
}

/** The models that are added under a name that no model of the table has. */
function addedModels(
  name: string,
  { like }: ModelOverride,
  table: Capabilities,
): readonly ModelCapabilities[] {
  const { provider, model, api } = partsOf(name);
  const ofApi = (entry: ApiRef) => entry.provider === provider && (api === undefined || entry.api === api);
  const own = table.models.filter(ofApi);
  const known = like ?? model;
  const added = like === undefined ? [] : own.filter((entry) => entry.model === like);
  if (added.length > 0) return added.map((entry) => ({ ...entry, model }));
  // Another api of the provider, which is told the same, has it.
  if (own.length === 0 || table.elsewhere?.some((entry) => ofApi(entry) && entry.model === known) === true)
    return [];
  const nearest = nearestName(
    known,
    own.map((entry) => entry.model),
  );
  const advice = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  throw invalid(`${name}: ${provider} has no model "${known}"${advice}`);
}

/** A name of another provider is that one's to read, unless it is ours misspelt. */
function isForeign(name: string, { models }: Capabilities): boolean {
  const { provider, model } = partsOf(name);
  const providers = [...new Set(models.map((entry) => entry.provider))];
  if (providers.includes(provider)) return false;
  const nearest = nearestName(provider, providers);
  const isOurs = models.some((entry) => entry.provider === nearest && entry.model === model);
  if (isOurs) throw invalid(`${name}: did you mean "${nearest}:${model}"?`);
  return true;
}

function apply({ source, models: overrides }: OverridesData, table: Capabilities): Capabilities {
  let { models } = table;
  for (const [name, override] of Object.entries(overrides)) {
    if (isForeign(name, table)) continue;
    const isMeant = (entry: ModelCapabilities) => nameOf(entry) === name || modelName(entry) === name;
    const isListed = models.some(isMeant);
    if (isListed && override.like !== undefined)
      throw invalid(`${name} has \`like\`, which is for a model that the table does not have`);
    const all = isListed ? models : [...models, ...addedModels(name, override, table)];
    models = all
      .filter((entry) => override.hidden !== true || !isMeant(entry))
      .map((entry) => (isMeant(entry) ? overridden(name, entry, override, source) : entry));
  }
  return { ...table, models };
}

type Issue = z.core.$ZodIssue;

/** What is wrong in the alternative that was meant by all likelihood: the one that got furthest. */
function innermost(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [meant = []] = issue.errors
    .filter((issues) => issues.some(({ path }) => path.length > 0))
    .toSorted((a, b) => a.length - b.length);
  return meant.length === 0
    ? [issue]
    : meant.flatMap((inner) => innermost({ ...inner, path: [...issue.path, ...inner.path] }));
}

/**
 * A provider's table with what you know better: your reseller's names and prices, rows that are wrong, models that are
 * missing. Every provider takes it as its setting `overrides`, and applies what is said of its own models; one object may
 * serve several. Plans mark what comes of it with the warning `overridden`.
 *
 * Throws `VideoError('invalid-request')` for what is no overrides; so does a provider that is given a model it does not have.
 */
export function defineOverrides(data: OverridesData): Overrides {
  return parseOverrides(data);
}

/** `defineOverrides` of JSON, such as a file's. Its JSON Schema is `@vid/core/overrides.schema.json`. */
export function parseOverrides(json: unknown): Overrides {
  const parsed = z.safeParse(overridesSchema, json, { error: inWords });
  if (parsed.success) return (table) => apply(parsed.data, table);
  const told = parsed.error.issues.flatMap(innermost);
  throw invalid(told.map(({ path, message }) => `${path.join('.') || 'they'} ${message}`).join('; '));
}

/** The JSON Schema (2020-12) of what `parseOverrides` takes. */
export const overridesJsonSchema = (): object => z.toJSONSchema(overridesSchema);
