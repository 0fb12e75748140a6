import { once } from 'node:events';
import { videoFolder } from '@vid/core/download';
import { createAdvance } from '@vid/core/journal';
import { createVideoQueues, startVideoWorkers } from '@vid/pg-boss';
import { allowHosts, boss, close, pace, router, store } from './setup.ts';

const { journal, jobs } = store;
const { storeVideo } = videoFolder('videos', { allowHosts });
const advance = createAdvance({ router, journal, storeVideo, ...pace });
const queues = await createVideoQueues({ boss });
const workers = await startVideoWorkers({ boss, queues, journal, jobs, advance });
console.log('working');

await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await workers.stop();
await close();
