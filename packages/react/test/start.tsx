import { createVideoClient, useVideo } from '@vid/react';

const client = createVideoClient('/api/vid'); // where the page's server has mounted @vid/server

export function Film() {
  const { submit, isPending, status, videos, error } = useVideo(client);
  return (
    <>
      <button disabled={isPending} onClick={() => void submit({ prompt: 'a kite' })}>
        {status}
      </button>
      {error?.message}
      {videos.map(({ url }) => (
        <video key={url} src={url} controls />
      ))}
    </>
  );
}
