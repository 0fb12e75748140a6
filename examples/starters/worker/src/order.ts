import { createJobs } from '@vid/core/journal';
import { createVideoQueues } from '@vid/pg-boss';
import { boss, close, router, store } from './setup.ts';

const [order, prompt] = process.argv.slice(2);
if (order === undefined || prompt === undefined) throw new Error('node src/order.ts ORDER-NUMBER "a prompt"');

const { announce } = await createVideoQueues({ boss });
const { journal, jobs } = store;
const videos = createJobs({ router, journal, store: jobs, isStored: true, onChange: announce });

// The order number is the key: however often this is run, there is one task and one bill.
const { job } = await videos.submit({ prompt, duration: 5 }, { id: order, prefer: 'cheapest' });
console.log(job.id, job.phase);
await close();
