/* One client that brings a video home to a file, in a process of its own: a small one to be warm, then the one that counts. */
import { downloadsAt } from './waits.ts';

/** What the caller hears, and by how many bytes the process grew at its largest. */
export interface Downloaded {
  readonly error?: string;
  readonly grown: number;
}

const [name = '', service = '', path = ''] = process.argv.slice(2);
const download = downloadsAt(service)[name];
if (download === undefined) throw new Error(`There is no download of ${name}.`);
await download(`${path}.small`);
const before = process.memoryUsage().rss;
const error = await download(path).then(
  () => undefined,
  (error: unknown) => String(error),
);
// Of the whole life of the process, so that no moment is missed; in KiB.
const grown = process.resourceUsage().maxRSS * 1024 - before;
const downloaded: Downloaded = { grown, ...(error !== undefined && { error }) };
process.send?.(downloaded, () => process.exit());
