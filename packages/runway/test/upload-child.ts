import { readFile } from 'node:fs/promises';
import { createRunway } from '@vid/runway';

/*
 * Generates from one file, as its address or its bytes, and prints the most memory that it took and, where the system tells,
 * what it read meanwhile, in bytes.
 */

const [baseUrl = '', file = '', form = ''] = process.argv.slice(2);
const url = new URL(file);
const readBytes = async () =>
  Number(/^rchar: (\d+)/.exec(await readFile('/proc/self/io', 'utf8').catch(() => ''))?.[1] ?? Number.NaN);
const before = await readBytes();
const provider = createRunway({ api: 'official', apiKey: 'key', baseUrl });
await provider.generate({
  model: 'aleph2',
  prompt: 'at night',
  sourceVideo: form === 'bytes' ? { data: await readFile(url), mediaType: 'video/mp4' } : url,
});
const read = (await readBytes()) - before;
console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024, read }));
