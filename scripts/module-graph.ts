// Who imports whom, types and dynamic imports included, and what of it runs in a circle or upwards.
import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync, Visitor } from 'vite';

/** Texts by path, relative to the root of the repository. */
export type Sources = ReadonlyMap<string, string>;
/** What each file imports, of the files that are in the graph. */
export type ModuleGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** Every TypeScript file below `root` that is neither installed nor built. */
export function readSources(root: string): Sources {
  const files = globSync('**/*.{ts,tsx}', { cwd: root, exclude: ['**/node_modules', '**/dist'] });
  return new Map(files.toSorted().map((file) => [file, readFileSync(posix.join(root, file), 'utf8')]));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The source file behind each entry of the workspace's packages, such as `@vid/core/download`. */
export function readEntries(root: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const path of globSync('packages/*/package.json', { cwd: root })) {
    const manifest: unknown = JSON.parse(readFileSync(posix.join(root, path), 'utf8'));
    if (!isRecord(manifest) || typeof manifest['name'] !== 'string' || !isRecord(manifest['exports']))
      continue;
    for (const [entry, target] of Object.entries(manifest['exports'])) {
      const source = isRecord(target) ? target['@vid/source'] : undefined;
      if (typeof source !== 'string') continue;
      entries.set(posix.join(manifest['name'], entry), posix.join(posix.dirname(path), source));
    }
  }
  return entries;
}

/** The specifiers that a file names: in imports, exports, `import()` and types. */
function specifiersOf(file: string, text: string): readonly string[] {
  const { program, errors } = parseSync(file, text);
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(`${file}: ${error.message}`);
  const found: string[] = [];
  const visitor = new Visitor({
    ImportDeclaration: ({ source }) => void found.push(source.value),
    ExportAllDeclaration: ({ source }) => void found.push(source.value),
    ExportNamedDeclaration: ({ source }) => void (source !== null && found.push(source.value)),
    ImportExpression({ source }) {
      if (source.type === 'Literal' && typeof source.value === 'string') found.push(source.value);
    },
    TSImportType: ({ source }) => void found.push(source.value),
  });
  visitor.visit(program);
  return found;
}

/** Throws for a relative import of a TypeScript file that is not there: a graph with holes proves nothing. */
export function createModuleGraph(
  sources: Sources,
  entries: ReadonlyMap<string, string> = new Map(),
): ModuleGraph {
  const resolve = (file: string, specifier: string): readonly string[] => {
    const target = specifier.startsWith('.')
      ? posix.join(posix.dirname(file), specifier)
      : entries.get(specifier);
    if (target === undefined || !/\.tsx?$/.test(target)) return [];
    if (!sources.has(target)) throw new Error(`${file} imports ${specifier}, which is not there`);
    return [target];
  };
  return new Map(
    Array.from(sources, ([file, text]) => {
      const targets = specifiersOf(file, text).flatMap((specifier) => resolve(file, specifier));
      return [file, new Set(targets)] as const;
    }),
  );
}

/** All that a file imports, directly or not; itself only if it is in a circle. */
function reachableFrom(graph: ModuleGraph, file: string): ReadonlySet<string> {
  const reached = new Set(graph.get(file));
  for (const next of reached) for (const target of graph.get(next) ?? []) reached.add(target);
  return reached;
}

/** Every circle as the imports that close it, each as `a.ts → b.ts`. */
export function findCircles(graph: ModuleGraph): readonly (readonly string[])[] {
  const reach = new Map(Array.from(graph.keys(), (file) => [file, reachableFrom(graph, file)]));
  const isCircle = (a: string, b: string) => reach.get(a)?.has(b) === true && reach.get(b)?.has(a) === true;
  const visited = new Set<string>();
  return [...graph.keys()].flatMap((file) => {
    if (visited.has(file) || !isCircle(file, file)) return [];
    const circle = [...graph.keys()].filter((other) => isCircle(file, other));
    for (const member of circle) visited.add(member);
    return [
      circle.flatMap((from) =>
        [...(graph.get(from) ?? [])].filter((to) => circle.includes(to)).map((to) => `${from} → ${to}`),
      ),
    ];
  });
}

/** The rooms that each room may import besides itself. */
export type Rooms = Readonly<Record<string, readonly string[]>>;

/** Imports from a room into one that it may not know. Files without a room are free. */
export function findForbiddenImports(
  graph: ModuleGraph,
  rooms: Rooms,
  roomOf: (file: string) => string | undefined,
): readonly string[] {
  return [...graph].flatMap(([file, targets]) => {
    const from = roomOf(file);
    if (from === undefined) return [];
    return [...targets].flatMap((target) => {
      const to = roomOf(target);
      const isFree = to === undefined || to === from || rooms[from]?.includes(to) === true;
      return isFree ? [] : [`${file} → ${target}`];
    });
  });
}

/** Files of a chain, named from its lowest link to its highest, that import a higher one, directly or not. */
export function findUpwardImports(
  graph: ModuleGraph,
  chain: readonly string[],
  linkOf: (file: string) => string,
): readonly string[] {
  return [...graph.keys()].flatMap((file) => {
    const height = chain.indexOf(linkOf(file));
    if (height === -1) return [];
    return [...reachableFrom(graph, file)]
      .filter((target) => chain.indexOf(linkOf(target)) > height)
      .map((target) => `${file} → ${target}`);
  });
}
