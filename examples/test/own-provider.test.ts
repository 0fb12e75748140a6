import { testProvider } from '@vid/testkit';
import { createAcme } from '../src/own-provider.ts';
import { startAcmeService } from './acme-service.ts';

testProvider('acme', async () => {
  const service = await startAcmeService(); // a real HTTP server, or the simulator with your simulation
  const { url: baseUrl, apiKey } = service;
  return {
    createProvider: (settings) => createAcme({ baseUrl, apiKey, ...settings }),
    baseUrl,
    requests: [{ prompt: 'a boat' }, { prompt: 'a boat', duration: 8 }], // one for each mode at least
    understood: ({ body }) => service.readOrder(body), // what a submit asks for, by the service's own pages
    statusWords: { waiting: 'queued', busy: 'running', done: 'succeeded', broken: 'failed' },
    refusal: (problem) => Response.json({ problem }, { status: 429 }),
    trouble: (problem) => Response.json({ problem }, { status: 500 }),
    createdTasks: () => service.jobs.length, // the bill
    startTasks: () => service.startAll(),
    finishTasks: () => service.finishAll(),
    failTasks: (reason) => service.failAll(reason),
    close: () => service.close(),
  };
});
