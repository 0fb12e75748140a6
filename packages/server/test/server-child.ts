import { join } from 'node:path';
import { createRouter } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import { systemClock } from '@vid/core/journal';
import { openSqlite } from '@vid/core/sqlite';
import { createKling } from '@vid/kling';
import { createServer } from '@vid/server';
import { serve } from '@vid/server/node';

/* A server in a process of its own, which is killed. Prints its address. */

const [folder = '', baseUrl = '', apiKey = '', laterMs = '0'] = process.argv.slice(2);
/** Whoever takes over need not wait for the lease of the dead. */
const clock = { ...systemClock, now: () => Date.now() + Number(laterMs) };
const server = createServer({
  router: createRouter([createKling({ baseUrl, apiKey, api: 'official' })], { clock }),
  store: openSqlite(join(folder, 'videos.sqlite')),
  videos: videoFolder(join(folder, 'videos'), { allowHosts: ['127.0.0.1'] }),
  polling: { intervalMs: 50, minIntervalMs: 10 },
  clock,
});
server.startWorker({ idleMs: 50 });
const { url } = await serve(server, { port: 0 });
console.log(url);
