import { createRouter, type VideoProvider, type VideoTask } from '@vid/core';

/* A Worker whose every request waits for a task of its own, with one router for all of them. */

const provider: VideoProvider = {
  id: 'acme',
  capabilities: {
    models: [
      {
        provider: 'acme',
        api: 'direct',
        model: 'm',
        rows: [
          {
            mode: 'text-to-video',
            evidence: 'documented',
            source: 'the test',
            accepts: { prompt: { maxLength: 20 } },
          },
        ],
      },
    ],
  },
  prepare: () => ({ method: 'POST', url: 'https://acme.example', headers: {}, body: undefined }),
  validateRequest: () => ({ valid: true }),
  generate: () => Promise.reject(new Error('this test pays for nothing')),
  query: async (task, options) => {
    const answer = await fetch(`https://acme.example/${task.id}`, { signal: options?.signal ?? null });
    if ((await answer.text()) !== 'done') return { ...task, status: 'running' };
    return { ...task, status: 'succeeded', videos: [{ url: 'https://acme.example/a.mp4' }] };
  },
};
const router = createRouter([provider]);

// oxlint-disable-next-line import/no-default-export -- the form that the runtime asks for
export default {
  async fetch(request: Request): Promise<Response> {
    const id = new URL(request.url).pathname.slice(1);
    const createdAt = new Date().toISOString();
    const task: VideoTask = { provider: 'acme', api: 'direct', model: 'm', id, createdAt, status: 'queued' };
    const { status } = await router.wait(task, { intervalMs: 50 });
    return new Response(status);
  },
};
