import { downloadVideo } from '@vid/core/download';

/** Downloads once to be warm, then measures; run by `download-memory.test.ts`. */
const [, , warmUp = '', link = '', path = ''] = process.argv;
const allowHosts = ['127.0.0.1'];
const target = () => (path === '' ? new WritableStream<Uint8Array>() : path);

await downloadVideo({ url: warmUp }, target(), { allowHosts });
const before = process.memoryUsage().rss;
const { bytes, sha256 } = await downloadVideo({ url: link }, target(), { allowHosts });
// The peak of the whole life of the process, so that no moment is missed; in KiB.
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ bytes, sha256, grown: peak - before }));
