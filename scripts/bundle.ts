/*
 * The JavaScript of the package in the current folder: one file for each entry of its `exports` and `bin`, and what several of
 * them share in chunks. Declarations are the compiler's, one for each source file.
 */
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rolldown } from 'rolldown';

interface Manifest {
  readonly name: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
}

const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));

/** Every source file that somebody outside may load, by conditions or without. */
function sourcesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^\.\/src\/.*\.tsx?$/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sourcesIn) : [];
}

const sources = new Set([manifest.exports, manifest.bin].flatMap(sourcesIn));
const input = Object.fromEntries(
  [...sources].map((source) => [source.replace(/^\.\/src\/|\.tsx?$/g, ''), source]),
);

/** What is small or slow to load by itself; see core's `contract/zod.ts`. */
const bundled = manifest.name === '@vid/core' ? ['zod', 'leven', '@noble/hashes'] : [];
const isInside = (id: string) =>
  /^\.{0,2}\//.test(id) || bundled.some((name) => id === name || id.startsWith(`${name}/`));

/**
 * What a provider needs for its first call stands alone, and the rest of the kit beside its entry, which then only names what
 * others hold: an application's bundler follows every import of a file of which it needs a line, used or not. So do schemas that not
 * everybody needs: they are made when their file is loaded, and no bundler drops that.
 */
const groups = [
  { name: 'http', test: /[\\/]provider-kit[\\/]exchange[\\/](http|connection-error|classify)\.ts$/ },
  { name: 'exchange', test: /[\\/]provider-kit[\\/]exchange[\\/]/ },
  {
    name: 'calls',
    test: /[\\/](routing[\\/]calls|polling)[\\/](?!async-queue|composite|poll-report)[^\\/]+\.ts$/,
  },
  { name: 'reading', test: /[\\/]provider-kit[\\/](reading|links|moderation|error-table)\.ts$/ },
  { name: 'kit', test: /[\\/](provider-kit[\\/](?!index|settings)[^\\/]+|contract[\\/]first-use)\.ts$/ },
  { name: 'answers', test: /[\\/]gateway[\\/]src[\\/](answers|errors)\.ts$/ },
  { name: 'settings', test: /[\\/]provider-kit[\\/]settings\.ts$/ },
  { name: 'registries', test: /[\\/]zod[\\/]v4[\\/]core[\\/]registries\.js$/ },
  { name: 'records', test: /[\\/]contract[\\/](schemas|parse)\.ts$/ },
].map((group) => ({ ...group, includeDependenciesRecursively: false }));

const bundle = await rolldown({
  input,
  platform: 'neutral',
  preserveEntrySignatures: 'allow-extension',
  external: (id) => !isInside(id),
});
for (const old of globSync('dist/**/*.js{,.map}')) rmSync(old);
const { output } = await bundle.write({
  dir: 'dist',
  format: 'es',
  entryFileNames: '[name].js',
  // Beside `src`, so that what is read relative to a file is found from both.
  chunkFileNames: '[name]-[hash].js',
  codeSplitting: { groups },
  sourcemap: true,
  sourcemapExcludeSources: true,
});
// What `.pnpmfile.mjs` points old compilers at: their error names the type.
const names = new Set(output.flatMap((one) => (one.type === 'chunk' && one.isEntry ? one.exports : [])));
writeFileSync(
  'dist/needs-typescript-5.7-or-newer.d.ts',
  `interface VidNeedsTypeScript_5_7_OrNewer {}
declare const needs: VidNeedsTypeScript_5_7_OrNewer;
export { ${[...names].map((name) => `needs as ${name}`).join(', ')} };
`,
);
const licences = bundled.map((name) => {
  const [file = ''] = globSync(`node_modules/${name}/{LICENSE,license}*`);
  return `${name}\n\n${readFileSync(file, 'utf8').trim()}\n`;
});
if (licences.length > 0) writeFileSync('dist/bundled-licenses.txt', licences.join('\n\n'));
