import { readFile } from 'node:fs/promises';
import { createRunway } from '@vid/runway';

/* Generates from one file, as its address or its bytes, and prints the most memory that it took, in bytes. */

const [baseUrl = '', file = '', form = ''] = process.argv.slice(2);
const url = new URL(file);
const provider = createRunway({ api: 'official', apiKey: 'key', baseUrl });
await provider.generate({
  model: 'aleph2',
  prompt: 'at night',
  sourceVideo: form === 'bytes' ? { data: await readFile(url), mediaType: 'video/mp4' } : url,
});
console.log(process.resourceUsage().maxRSS * 1024);
