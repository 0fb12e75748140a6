import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouter, type Router } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import { openSqlite } from '@vid/core/sqlite';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { createServer, type ServerSettings } from '@vid/server';
import { type ListenOptions, serve } from '@vid/server/node';
import { type Simulator, startSimulator, type SimulatorOptions } from '@vid/simulator';
import { onTestFinished } from 'vitest';

export const body = { request: { model: 'kling:kling-v2-6', prompt: 'a kite over the sea' } } as const;

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vid-server-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const fastPolls = { intervalMs: 20, minIntervalMs: 10 } as const;

interface Host {
  readonly simulator?: SimulatorOptions;
  /** One that runs already. */
  readonly at?: Simulator;
  readonly settings?: Partial<ServerSettings>;
  readonly listen?: ListenOptions;
  readonly folder?: string;
  readonly routerOf?: (url: string, apiKey: string) => Router;
}

const gatewayRouter = (baseUrl: string, apiKey: string) =>
  createRouter([
    createKling({ baseUrl, apiKey, api: 'gateway' }),
    createRunway({ baseUrl, apiKey, api: 'gateway' }),
  ]);

/** The vendors' own apis: Kling's calls back and Runway's cancels. */
export const officialRouter = (baseUrl: string, apiKey: string) =>
  createRouter([
    createKling({ baseUrl, apiKey, api: 'official' }),
    createRunway({ baseUrl, apiKey, api: 'official' }),
  ]);

/** A simulator whose task takes 0.2 s, a server over a file, and what asks it. */
export async function startHost(given: Host = {}) {
  const simulator = given.at ?? (await startSimulator({ speed: 100, ...given.simulator }));
  onTestFinished(() => simulator.close());
  const host = await openHost({ folder: temporaryFolder(), ...given, at: simulator });
  onTestFinished(() => host.close());
  return host;
}

/** The same at a simulator that runs, until it is closed. */
export async function openHost(given: Host & { readonly at: Simulator }) {
  const { at: simulator, routerOf = gatewayRouter } = given;
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'vid-server-'));
  const store = openSqlite(join(folder, 'videos.sqlite'));
  const errors: unknown[] = [];
  const videos = videoFolder(join(folder, 'videos'), { allowHosts: ['127.0.0.1'] });
  const server = createServer({
    router: routerOf(simulator.url, simulator.apiKey),
    store,
    videos,
    polling: fastPolls,
    changesMs: 20,
    onError: (error) => void errors.push(error),
    ...given.settings,
  });
  const listening = await serve(server, { port: 0, ...given.listen });
  const close = async () => {
    await listening.close();
    store.close();
    if (given.folder === undefined) rmSync(folder, { recursive: true, force: true });
  };
  return { ...clientOf(listening.url), simulator, server, store, videos, folder, errors, listening, close };
}

export function clientOf(url: string) {
  const send = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, init);
  const post = (path: string, json: unknown, headers: Readonly<Record<string, string>> = {}) =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(json),
    });
  /** The job once it is in one of the phases. */
  const jobIn = async (
    id: string,
    phases: readonly string[],
    headers: Readonly<Record<string, string>> = {},
  ) => {
    for (;;) {
      const job = await (await send(`/tasks/${id}`, { headers })).json();
      if (phases.includes(job.phase)) return job;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { url, send, post, jobIn };
}
