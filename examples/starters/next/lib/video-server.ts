import { createRouter } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import { openSqlite } from '@vid/core/sqlite';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { createServer } from '@vid/server';

// Set while trying: the services are then the simulator's, and cost nothing.
const simulator = process.env['VID_SIMULATOR'];
const settings =
  simulator === undefined ? {} : { baseUrl: simulator, apiKey: 'sk-simulator', api: 'official' as const };

function open() {
  const opened = createServer({
    router: createRouter([createKling(settings), createRunway(settings)]),
    store: openSqlite('videos.sqlite'),
    // Links into your own network are refused but for the simulator's.
    videos: videoFolder('videos', simulator === undefined ? {} : { allowHosts: [new URL(simulator).host] }),
    // A simulated video takes a second, not minutes.
    polling: simulator === undefined ? {} : { intervalMs: 500, minIntervalMs: 0 },
    basePath: '/api/vid',
    // Who asks: read your session here. Everybody is the same while you try it on this machine.
    owner: () => 'me',
    budget: () => ({ amount: { amount: 5, currency: 'USD' } }),
  });
  opened.startWorker();
  return opened;
}

let server: ReturnType<typeof open> | undefined;

/** Opened by the first request, so that a build opens nothing. Several over one store do no harm: it holds one key, one bill. */
export const videoServer = (): ReturnType<typeof open> => (server ??= open());
