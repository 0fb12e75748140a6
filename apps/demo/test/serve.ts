/** The server as a process of its own, which a test may kill. Its settings are the JSON of the first argument. */
import * as z from 'zod/mini';
import { startDemo } from '../src/server/start.ts';
import { entriesAt } from './demo.ts';

const settings = z.parse(
  z.object({
    dataFolder: z.string(),
    pageFolder: z.string(),
    realUrl: z.string(),
    environment: z.record(z.string(), z.string()),
    speed: z.number(),
    /** Of the service at `realUrl`, which then stands for the simulated ones, too. */
    simulatedKey: z.optional(z.string()),
  }),
  JSON.parse(process.argv[2] ?? ''),
);
const { realUrl, simulatedKey: apiKey, ...options } = settings;
const entries = entriesAt(realUrl).map((entry) =>
  apiKey === undefined ? entry : { ...entry, create: () => entry.create({ baseUrl: realUrl, apiKey }) },
);
const demo = await startDemo({
  ...options,
  port: 0,
  simulatorPort: 0,
  intervals: { real: 20, simulated: 20 },
  entries,
});
console.log(demo.url);
