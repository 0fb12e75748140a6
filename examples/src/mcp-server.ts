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
    // Whatever an agent asks for, and whoever agrees.
    maxCost: { amount: 2, currency: 'USD' },
    ...settings,
  });
