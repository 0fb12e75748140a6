import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://127.0.0.1:8787/v1', apiKey: 'the-token-of-the-server' });

let video = await client.videos.create(
  { model: 'kling:kling-v2-6', prompt: 'a kite over the sea', size: '1280x720' },
  { headers: { 'Idempotency-Key': 'order-2' } },
);
while (video.status === 'queued' || video.status === 'in_progress') {
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  video = await client.videos.retrieve(video.id);
}
const film = await client.videos.downloadContent(video.id);
console.log(video.status, film.headers.get('content-length'));
