import type { VideoJob } from '@vid/core/journal';
import { openSqlite } from '@vid/core/sqlite';

/* Writes jobs into the file that it is given, on a disk that fills up, and prints the ids of those that were kept. */

const { jobs } = openSqlite(process.argv[2] ?? '');
const kept: string[] = [];
const prompt = 'x'.repeat(20_000);
for (let nth = 0; nth < 200; nth += 1) {
  const job: VideoJob = {
    id: `order-${nth}`,
    owner: '',
    fingerprint: 'f',
    createdAt: '',
    updatedAt: '',
    failures: 0,
    model: { provider: 'acme', api: 'direct', model: 'brook-2' },
    phase: 'submitting',
    input: { request: { prompt }, options: {} },
  };
  const isKept = await jobs.put(job, { version: 0, wakeAt: 1 }).then(
    () => true,
    () => false,
  );
  if (isKept) kept.push(job.id);
}
// The log is emptied meanwhile, or cannot be.
await new Promise((resolve) => void setTimeout(resolve, 1_200));
console.log(JSON.stringify(kept));
