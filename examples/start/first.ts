import { createRouter } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { startSimulator } from '@vid/simulator';

const simulator = await startSimulator({ speed: 20 }); // the services, on this machine
const { url: baseUrl, apiKey } = simulator;
const router = createRouter([
  createKling({ api: 'official', baseUrl, apiKey }),
  createRunway({ api: 'official', baseUrl, apiKey }),
]);

const request = { prompt: 'a paper boat in the rain', aspectRatio: '9:16', duration: 5 };
const { candidates, rejected } = router.plan(request, { prefer: 'cheapest' }); // nothing is sent
console.log(candidates[0], `${candidates.length} models can, ${rejected.length} cannot`);

const task = await router.generate(request, { prefer: 'cheapest' }); // one paid request
const done = await router.wait(task, { clock: simulator.clock });
const [video] = done.status === 'succeeded' ? done.videos : [];
if (video === undefined) throw new Error(done.status);

const allowHosts = [new URL(simulator.url).host]; // a link into your own network is refused otherwise
await downloadVideo(video, 'boat.mp4', { provider: router, task: done, allowHosts });
console.log('boat.mp4', simulator.tasks.length, 'task billed');
await simulator.close();
