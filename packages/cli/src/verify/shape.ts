import type { Finding } from './findings.ts';

type Types = ReadonlyMap<string, ReadonlySet<string>>;

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value === 'string' ? 'text' : typeof value;
};

/** Every place of some JSON with the types that stand there: `data.videos[].url`. */
function shapeOf(answers: readonly unknown[]): Types {
  const found = new Map<string, Set<string>>();
  const walk = (value: unknown, path: string) => {
    if (path !== '') found.set(path, (found.get(path) ?? new Set()).add(typeOf(value)));
    if (Array.isArray(value)) for (const item of value) walk(item, `${path}[]`);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) walk(inner, path === '' ? name : `${path}.${name}`);
  };
  for (const answer of answers) walk(answer, '');
  return found;
}

/** What a list holds is not told apart from the list: it may be empty. */
function isOutermost(path: string, all: Types): boolean {
  if (path.endsWith('[]')) return false;
  const parent = path.replace(/\.?[^.[\]]+$/, '');
  return parent === '' || all.has(parent);
}

const isJson = (value: unknown) => typeof value === 'object' && value !== null;

/**
 * Where answers have another shape than those that are expected: of two readings of the same documents one is wrong, or the documents
 * are. `isWhole`: what is expected must be there, too. Of what is new only the outermost place is told.
 */
export function shapeFindings(
  expected: readonly unknown[],
  got: readonly unknown[],
  isWhole: boolean,
): readonly Finding[] {
  if (!got.some(isJson)) return [];
  const ours = shapeOf(expected);
  const theirs = shapeOf(got);
  const findings: Finding[] = [];
  for (const [path, types] of theirs) {
    const known = ours.get(path);
    if (known === undefined) {
      if (isOutermost(path, ours)) findings.push({ code: 'new-field', path, type: [...types].join(', ') });
      continue;
    }
    const other = [...types].find((type) => type !== 'null' && !known.has(type));
    // Of what is always null nobody knows the type.
    if (other !== undefined && [...known].some((type) => type !== 'null'))
      findings.push({ code: 'field-type', path, expected: [...known].join(', '), got: other });
  }
  if (!isWhole) return findings;
  for (const path of ours.keys())
    if (!theirs.has(path) && isOutermost(path, theirs)) findings.push({ code: 'missing-field', path });
  return findings;
}

const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));

/** Where what was sent differs from what a dry run shows; places that are filled later are left out. */
export function sentFindings(expected: unknown, got: unknown, path = ''): readonly Finding[] {
  if (typeof expected === 'string' && /^\{.*\}$/.test(expected)) return [];
  if (isJson(expected) && isJson(got) && Array.isArray(expected) === Array.isArray(got)) {
    const ours = new Map(Object.entries(Object(expected)));
    const theirs = new Map(Object.entries(Object(got)));
    return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((name) =>
      sentFindings(ours.get(name), theirs.get(name), path === '' ? name : `${path}.${name}`),
    );
  }
  if (expected === got) return [];
  return [{ code: 'sent', path, expected: show(expected), got: show(got) }];
}
