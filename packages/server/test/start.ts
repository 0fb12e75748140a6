import { createRouter } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import { openSqlite } from '@vid/core/sqlite';
import { createKling } from '@vid/kling';
import { createServer } from '@vid/server';
import { serve } from '@vid/server/node';

const router = createRouter([createKling({ api: 'gateway' })]); // key: KLING_API_TOKEN

const store = openSqlite('videos.sqlite');
const server = createServer({ router, store, videos: videoFolder('videos') });
const { url } = await serve(server, { port: 8787 });
console.log(url);
