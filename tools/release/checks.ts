import { execFileSync } from 'node:child_process';

interface Project {
  /** The text of `project.json`. */
  readonly project: string;
  readonly versions: readonly string[];
  /** The files of changes that no version has yet. */
  readonly changesets: readonly string[];
  /** Files that git does not have as they are. */
  readonly changed: readonly string[];
}

/** Words in capitals stand for what is not known yet. */
const placeholder = /[A-Z]{5}[A-Z-]*/;

/** Why there can be no release, whatever is in the packages. */
export function problemsOfProject({ project, versions, changesets, changed }: Project): string[] {
  const problems: string[] = [];
  const [word] = placeholder.exec(project) ?? [];
  if (word !== undefined) problems.push(`project.json: ${word} is a placeholder; write the real one.`);
  const [version = ''] = versions;
  if (version === '0.0.0') problems.push('The version is 0.0.0: run pnpm changeset version, and commit.');
  if (new Set(versions).size > 1)
    problems.push(`The packages have several versions: ${[...new Set(versions)].join(', ')}.`);
  if (changesets.length > 0)
    problems.push(
      `${changesets.length} changesets have no version yet: run pnpm changeset version, and commit.`,
    );
  if (changed.length > 0) problems.push(`Not committed: ${changed.join(', ')}`);
  return problems;
}

interface Packed {
  readonly name: string;
  readonly version: string;
  readonly repository?: { readonly directory?: string };
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
}

const pathsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(pathsIn)
      : [];

const tar = (...given: readonly string[]) => execFileSync('tar', given, { encoding: 'utf8' });

/** What a stranger would miss in a tarball, or stumble over. */
export function problemsOfTarball(path: string): string[] {
  const files = new Set(tar('-tzf', path).split('\n'));
  const text = tar('-xOzf', path, 'package/package.json');
  const manifest: Packed = JSON.parse(text);
  const problems: string[] = [];
  const needed = [
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    ...pathsIn(manifest.exports),
    ...pathsIn(manifest.bin),
  ];
  for (const file of new Set(needed.map((one) => one.replace(/^\.\//, ''))))
    if (!files.has(`package/${file}`)) problems.push(`${file} is not in the tarball`);
  const [protocol] = /"(workspace|catalog|link|file):/.exec(text) ?? [];
  if (protocol !== undefined) problems.push(`the manifest says ${protocol}`);
  if (manifest.repository?.directory === undefined)
    problems.push('the manifest does not say where it comes from');
  if (
    files.has('package/CHANGELOG.md') &&
    !tar('-xOzf', path, 'package/CHANGELOG.md').includes(manifest.version)
  )
    problems.push(`CHANGELOG.md says nothing of ${manifest.version}`);
  return problems;
}
