import { createVideoClient, useVideo } from '@vid/react';
import { createElement as h, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

const client = createVideoClient('/api/vid');
const request = { model: 'runway:gen4.5', prompt: 'a kite over the sea' };

function OneVideo() {
  const { plan, submit, cancel, reset, status, videos, jobs, error, isReady, isConnected } = useVideo(client);
  const found = isReady ? plan(request) : undefined;
  const facts = {
    plan: found?.candidates.length ?? 'none',
    status,
    error: error?.code ?? 'none',
    jobs: jobs.map(({ phase }) => phase).join(' '),
    connected: String(isConnected),
  };
  return h(
    'main',
    {},
    h('button', { onClick: () => void submit(request) }, 'Generate'),
    h('button', { onClick: () => void submit({ ...request, prompt: 'another' }) }, 'Another'),
    h('button', { onClick: () => void cancel().catch(() => undefined) }, 'Cancel'),
    h('button', { onClick: reset }, 'Reset'),
    ...Object.entries(facts).map(([name, text]) =>
      h('output', { key: name, 'data-fact': name }, String(text)),
    ),
    ...videos.map(({ url }) => h('video', { key: url, src: url, muted: true, autoPlay: true })),
  );
}

const root = createRoot(document.querySelector('#root') ?? document.body);
root.render(h(StrictMode, {}, h(OneVideo), h(OneVideo)));
addEventListener('unmount', () => root.unmount());
