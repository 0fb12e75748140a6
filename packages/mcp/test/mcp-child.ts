import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouter, type Money } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import { openSqlite } from '@vid/core/sqlite';
import { createKling } from '@vid/kling';
import { createMcpServer, type McpServerSettings } from '@vid/mcp';
import { createRunway } from '@vid/runway';

/* A server over stdio in a process of its own, as a client starts it. */

export interface ChildSettings extends Pick<McpServerSettings, 'consent' | 'maxCost'> {
  /** In all. */
  readonly budget?: Money;
  readonly folder: string;
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly api: 'official' | 'gateway';
  /** How far its clock is ahead, in milliseconds: it is started later than it is. */
  readonly later?: number;
}

const given: ChildSettings = JSON.parse(process.argv[2] ?? '{}');
const { folder, baseUrl, apiKey, api, later = 0, budget, ...settings } = given;
const keys = { baseUrl, apiKey, api };
const clock = {
  now: () => Date.now() + later,
  monotonic: () => performance.now(),
  sleep: (milliseconds: number, signal: AbortSignal | undefined) =>
    sleep(milliseconds, undefined, signal === undefined ? {} : { signal }),
};
await createMcpServer({
  router: createRouter([createKling(keys), createRunway(keys)], { clock }),
  store: openSqlite(join(folder, 'vid.sqlite')),
  videos: videoFolder(join(folder, 'videos'), { allowHosts: ['127.0.0.1'] }),
  polling: { intervalMs: 50, minIntervalMs: 10 },
  worker: { idleMs: 50 },
  clock,
  budget: budget && (() => ({ amount: budget })),
  ...settings,
}).serveStdio();
