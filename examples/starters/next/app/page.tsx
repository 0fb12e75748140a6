'use client';
import { createVideoClient, useVideo } from '@vid/react';
import { useState } from 'react';

const client = createVideoClient('/api/vid');

export default function Page() {
  const [prompt, setPrompt] = useState('a paper boat in the rain');
  const { submit, reset, isPending, isReady, plan, status, videos, error } = useVideo(client);
  const request = { prompt, duration: 5 };
  const best = isReady ? plan(request, { prefer: 'cheapest' })?.candidates[0] : undefined;
  return (
    <main>
      <h1>A video</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit(request, { prefer: 'cheapest' });
        }}
      >
        <input aria-label="Prompt" value={prompt} onChange={(event) => setPrompt(event.target.value)} />
        <button disabled={isPending}>
          Generate{best?.price === undefined ? '' : `, about ${best.price.amount} ${best.price.currency}`}
        </button>
      </form>
      <p role="status">{status}</p>
      {error === undefined ? null : <p role="alert">{error.message}</p>}
      {videos.map(({ url }) => (
        <video key={url} src={url} controls muted />
      ))}
      {videos.length > 0 ? <button onClick={() => reset()}>Another one</button> : null}
    </main>
  );
}
