import core = require('@vid/core');
import download = require('@vid/core/download');
import kling = require('@vid/kling');

export const first = async (): Promise<number> => {
  const provider = kling.createKling();
  const task = await core.waitForTask(provider, await provider.generate({ prompt: 'a kite climbs' }));
  if (task.status !== 'succeeded') return 0;
  const [video] = task.videos;
  return video === undefined ? 0 : (await download.downloadVideo(video, 'kite.mp4')).bytes;
};
