import { type VideoRequest, waitForTask } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { createOpenaiVideos, listModels, type OpenaiVideosConnection } from '@vid/openai-videos';

/** With whatever a server makes videos with, such as `{ dialect: 'vllm-omni', baseUrl: 'http://gpu:8000' }`. */
export async function ownBoat(server: OpenaiVideosConnection, file: string) {
  const models = await listModels(server); // asked once; where the server does not tell, name them yourself
  const gpu = createOpenaiVideos({ ...server, models });
  const request: VideoRequest = { prompt: 'a paper boat crosses a pond', size: '1280x720', duration: 5 };
  console.log(gpu.prepare(request)); // what would be sent, the key blanked
  const done = await waitForTask(gpu, await gpu.generate(request)); // one request
  if (done.status !== 'succeeded' || done.videos[0] === undefined) throw new Error(JSON.stringify(done));
  const allowHosts = [new URL(server.baseUrl ?? '').host]; // inside your network, where no download goes by itself
  return downloadVideo(done.videos[0], file, { provider: gpu, task: done, allowHosts });
}
