import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';
import { createNameless } from '../src/index.ts';
import { simulation } from '../src/simulation.ts';

testProvider('nameless', async () => {
  const simulator = await startSimulator({ speed: 0, services: [simulation] });
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('nameless', 'official') ?? {};
  return {
    createProvider: (settings) => createNameless({ baseUrl, apiKey, ...settings }),
    baseUrl,
    // FILL IN: requests that the service takes, one for each mode
    requests: [{ prompt: 'a paper boat' }],
    // FILL IN: what the service makes of a body by its documents, in the words of a request
    understood: () => ({}),
    // FILL IN: the service's status words and what each means
    statusWords: {},
    // FILL IN: "too many requests" in the service's own words
    refusal: (message) => Response.json({ message }, { status: 429 }),
    // FILL IN: "internal error" in the service's own words, which proves nothing of a task
    trouble: (message) => Response.json({ message }, { status: 500 }),
    createdTasks: () => simulator.tasks.length,
    startTasks: () => simulator.advance(5),
    finishTasks: () => simulator.advance(60),
    failTasks: (reason) => {
      simulator.fault({ on: 'poll', kind: 'failed', reason, times: 'always' });
      simulator.advance(60);
    },
    close: () => simulator.close(),
  };
});
