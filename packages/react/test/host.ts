import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRouter, VideoError } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import { openSqlite } from '@vid/core/sqlite';
import { createRunway } from '@vid/runway';
import { createServer } from '@vid/server';
import { serve } from '@vid/server/node';
import { startSimulator } from '@vid/simulator';
import { build, defaultClientConditions } from 'vite';
import { onTestFinished, vi } from 'vitest';

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** The page, built into a folder of its own. */
export async function buildPage(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'vid-react-page-'));
  await build({
    configFile: false,
    root: fileURLToPath(new URL('page', import.meta.url)),
    logLevel: 'error',
    mode: 'development',
    resolve: { conditions: ['@vid/source', ...defaultClientConditions] },
    build: { outDir, emptyOutDir: true, minify: false },
  });
  return outDir;
}

/** The page and its server at one origin, with simulated services behind it. `speed` 0: tasks go on by `advance` only. */
export async function startHost(page: string, speed = 0) {
  const folder = mkdtempSync(join(tmpdir(), 'vid-react-'));
  const simulator = await startSimulator({ speed });
  const store = openSqlite(join(folder, 'videos.sqlite'));
  const { url: baseUrl, apiKey } = simulator;
  const server = createServer({
    router: createRouter([createRunway({ api: 'official', baseUrl, apiKey })]),
    store,
    videos: videoFolder(join(folder, 'videos'), { allowHosts: ['127.0.0.1'] }),
    basePath: '/api/vid',
    polling: { intervalMs: 20, minIntervalMs: 0 },
    changesMs: 20,
  });
  server.startWorker({ idleMs: 10 });
  const streams = new Set<Request>();
  let isMute = false;
  let unmuted = new AbortController();
  let opened = 0;
  let isLosing = false;
  let isRefusing = false;
  const posts: string[] = [];

  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith('/api/vid/')) {
      const name = pathname === '/' ? '/index.html' : pathname;
      const headers = { 'content-type': types[extname(name)] ?? 'application/octet-stream' };
      return new Response(readFileSync(join(page, name)), { headers });
    }
    if (pathname === '/api/vid/events') {
      if (isMute) return new Response(null, { status: 502 });
      opened += 1;
      streams.add(request);
      request.signal.addEventListener('abort', () => streams.delete(request), { once: true });
      const { body, status, headers } = await server.fetch(request);
      const { signal } = unmuted;
      const cut = new TransformStream<Uint8Array, Uint8Array>({
        start(controller) {
          signal.addEventListener('abort', () => controller.terminate(), { once: true });
        },
      });
      return new Response(body?.pipeThrough(cut) ?? null, { status, headers });
    }
    if (request.method === 'POST') posts.push(`${pathname} ${request.headers.get('idempotency-key')}`);
    if (isRefusing) {
      const error = new VideoError('authentication', 'The session has ended.');
      return Response.json({ error }, { status: 401 });
    }
    const answered = await server.fetch(request);
    const isLost = isLosing && pathname.endsWith('/tasks');
    return isLost ? new Response('<title>Bad gateway</title>', { status: 502 }) : answered;
  };
  const listening = await serve({ ...server, fetch: answer }, { port: 0 });
  onTestFinished(async () => {
    await listening.close();
    store.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    url: listening.url,
    simulator,
    posts,
    /** Whether a proxy in between gives a page in place of the server's answers about new tasks. */
    loseAnswers: (losing: boolean) => {
      isLosing = losing;
    },
    /** Whether the server takes the caller for nobody. */
    refuse: (refusing: boolean) => {
      isRefusing = refusing;
    },
    /** Whether streams are cut, and opened to nobody. */
    mute: (muted: boolean) => {
      isMute = muted;
      unmuted.abort();
      unmuted = new AbortController();
    },
    /** Once the one job has ended. */
    async deleteJob() {
      const ended = async () => {
        const { jobs } = await store.jobs.list({ owner: '', limit: 1 });
        return jobs.find(({ job }) => job.phase === 'succeeded');
      };
      const { job } = await vi.waitUntil(ended, { timeout: 60_000 });
      await server.jobs.delete(job.id);
    },
    streams: () => ({ open: streams.size, opened }),
  };
}
