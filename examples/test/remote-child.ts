import { join } from 'node:path';
import { createRouter } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import { openSqlite } from '@vid/core/sqlite';
import { createKling } from '@vid/kling';
import { createServer } from '@vid/server';
import { serve } from '@vid/server/node';

/* A server in a process of its own, to be killed. */

const [folder = '', baseUrl = '', apiKey = '', port = '0'] = process.argv.slice(2);
const server = createServer({
  router: createRouter([createKling({ api: 'official', baseUrl, apiKey })]),
  store: openSqlite(join(folder, 'videos.sqlite')),
  videos: videoFolder(join(folder, 'videos'), { allowHosts: ['127.0.0.1'] }),
  polling: { intervalMs: 20, minIntervalMs: 0 },
  changesMs: 20,
});
// Whoever comes after a kill takes over soon.
server.startWorker({ leaseMs: 500, idleMs: 20 });
const { url } = await serve(server, { port: Number(port) });
console.log(url);
