import type { ServerResponse } from 'node:http';
import type { Run } from '../src/api.ts';
import { standBefore } from './before-demo.ts';

interface MadeUp extends Partial<Run> {
  readonly model?: string;
}

/** A run that was accepted now and goes on, as a server would tell it. */
export function madeUpRun({ provider = 'kling', model = 'kling-v2-6', ...facts }: MadeUp = {}): Run {
  const id = crypto.randomUUID();
  return {
    id,
    comparison: '00000000-0000-4000-8000-000000000001',
    provider,
    api: 'official',
    model,
    real: false,
    prompt: 'made up',
    evidence: 'documented',
    warnings: [],
    startedAt: Date.now(),
    state: {
      phase: 'accepted',
      acceptedAfterMs: 100,
      task: { provider, api: 'official', model, id, status: 'running' },
    },
    videos: [],
    ...facts,
  };
}

/** Stands before a demo and tells of runs of its own instead of the demo's; all else is the demo's. */
export async function tellRuns(demo: string, first: readonly Run[]) {
  const streams = new Set<ServerResponse>();
  let runs = first;
  const write = (stream: ServerResponse, event: string, data: unknown) =>
    stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const url = await standBefore(demo, (stream) => {
    stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    write(stream, 'all', runs);
    streams.add(stream);
    stream.once('close', () => streams.delete(stream));
    return true;
  });
  return {
    url,
    tell: (changed: Run): void => {
      runs = [...runs.filter(({ id }) => id !== changed.id), changed];
      for (const stream of streams) write(stream, 'run', changed);
    },
  };
}
