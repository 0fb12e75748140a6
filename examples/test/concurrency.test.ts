import { createRouter } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { expect, it, onTestFinished } from 'vitest';

it('three videos at once of an account that runs one at a time: no submit is refused', async () => {
  const simulator = await startSimulator({ speed: 0, volcengine: { concurrency: 1 } });
  onTestFinished(() => simulator.close());
  const clock = virtualClock(() => simulator.advance(5));
  const { accessKey, secretKey } = simulator.volcengine;
  const jimeng = createJimeng({ api: 'official', baseUrl: simulator.url, accessKey, secretKey });
  const router = createRouter([jimeng], { clock });
  const prompts = ['a lantern', 'a kite', 'a boat'];
  const tasks = await Promise.all(
    prompts.map((prompt) => router.generate({ prompt, model: 'jimeng-video-3.0' }, { retries: 0 })),
  );
  expect(simulator.tasks.map(({ body }) => body['prompt'])).toEqual(prompts);
  const ended = await Promise.all(tasks.map((task) => router.wait(task)));
  expect(ended.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
  expect(simulator.requests.filter(({ status }) => status === 429)).toEqual([]);
});
