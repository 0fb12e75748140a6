import { join } from 'node:path';
import { createRouter, type VideoProvider } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import { openSqlite } from '@vid/core/sqlite';
import { createMcpServer, type McpServerSettings } from '@vid/mcp';

/** `await openMcp([createKling(), createRunway()], folder).serveStdio()` is the whole program that a client starts. */
export const openMcp = (
  providers: readonly VideoProvider[],
  folder: string,
  settings: Partial<McpServerSettings> = {},
) =>
  createMcpServer({
    router: createRouter(providers),
    store: openSqlite(join(folder, 'vid.sqlite')),
    videos: videoFolder(join(folder, 'videos')),
    // For one video, whoever agrees; a client that cannot ask its user pays up to it unasked.
    maxCost: { amount: 2, currency: 'USD' },
    // For all videos of this folder together.
    budget: () => ({ amount: { amount: 20, currency: 'USD' } }),
    ...settings,
  });
