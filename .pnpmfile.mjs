/*
 * What the manifest of every package says when it is packed: where the project is, from `project.json`, and what an old compiler is
 * told. Their own manifests need not repeat it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const { repository } = JSON.parse(readFileSync(new URL('project.json', import.meta.url), 'utf8'));

const keywords = ['video', 'video-generation', 'text-to-video', 'image-to-video', 'ai', 'typescript'];

/** An older compiler cannot read the declarations; this file says so. */
const tooOld = './dist/needs-typescript-5.7-or-newer.d.ts';

/** Nobody who installs a package needs these of it. */
const dropped = ['devDependencies', 'scripts'];

function beforePacking(whole, folder) {
  const manifest = Object.fromEntries(Object.entries(whole).filter(([name]) => !dropped.includes(name)));
  const directory = relative(import.meta.dirname, folder);
  const hasSentence = existsSync(join(folder, tooOld));
  const withSentence = (target) =>
    hasSentence && typeof target === 'object' && 'types' in target
      ? { 'types@<5.7': tooOld, ...target }
      : target;
  return {
    ...manifest,
    exports: Object.fromEntries(
      Object.entries(manifest.exports).map(([entry, target]) => [entry, withSentence(target)]),
    ),
    keywords,
    repository: { type: 'git', url: `git+${repository}.git`, directory },
    homepage: `${repository}/tree/main/${directory}#readme`,
    bugs: `${repository}/issues`,
  };
}

export const hooks = { beforePacking };
