import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { createRouter } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import { openSqlite } from '@vid/core/sqlite';
import { createKling } from '@vid/kling';
import { createMcpServer, type McpServerSettings } from '@vid/mcp';
import { createRunway } from '@vid/runway';
import { type Simulator, type SimulatorOptions, startSimulator } from '@vid/simulator';
import { onTestFinished } from 'vitest';
import type { Target } from './agent.ts';
import type { ChildSettings } from './mcp-child.ts';

const child = fileURLToPath(new URL('mcp-child.ts', import.meta.url));

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vid-mcp-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function openServices(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ speed: 40, ...options });
  onTestFinished(() => simulator.close());
  return simulator;
}

/** A server that a client starts as a process. */
export function overStdio(
  { url: baseUrl, apiKey }: Simulator,
  folder: string,
  settings: Partial<ChildSettings> = {},
): Target {
  const given: ChildSettings = { folder, baseUrl, apiKey, api: 'official', ...settings };
  return { args: ['--conditions=@vid/source', '--no-warnings', child, JSON.stringify(given)] };
}

/** A server of this process, behind HTTP. */
export async function overHttp(
  { url: baseUrl, apiKey }: Simulator,
  settings: Partial<McpServerSettings> = {},
): Promise<{ readonly url: string }> {
  const folder = temporaryFolder();
  const keys = { baseUrl, apiKey, api: 'official' } as const;
  const store = openSqlite(':memory:');
  const mcp = createMcpServer({
    router: createRouter([createKling(keys), createRunway(keys)]),
    store,
    videos: videoFolder(folder, { allowHosts: ['127.0.0.1'] }),
    polling: { intervalMs: 50, minIntervalMs: 10 },
    worker: { idleMs: 50 },
    ...settings,
  });
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = serve({ fetch: mcp.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve(port));
  onTestFinished(async () => {
    await mcp.close();
    server.close();
    store.close();
  });
  return { url: `http://127.0.0.1:${await promise}/` };
}

/** One model at one price: 5 s of Kling for 0.21 USD. */
export const boat = {
  model: 'kling:kling-v2-6 (official)',
  prompt: 'A paper boat sails down a gutter in the rain.',
  duration: 5,
};
