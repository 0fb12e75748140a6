import { waitForTask } from '@vid/core';
import { createRunway, createVideo5s } from '@vid/runway';

const runway = createRunway({ api: 'gateway' }); // key: RUNWAY_API_TOKEN
const request = createVideo5s('https://example.com/image.jpg', '猫咪跳舞', '1280:768');
console.log(runway.validateRequest(request)); // { valid: true }, or the reasons
console.log(runway.prepare(request)); // dry run: what would be sent, the key blanked

if (process.argv.includes('--pay')) {
  const task = await runway.generate(request); // one paid request
  console.log(task.id);
  const done = await waitForTask(runway, task, { timeoutMs: 600_000, intervalMs: 10_000 });
  console.log(done.status === 'succeeded' ? done.videos[0]?.url : done);
}
