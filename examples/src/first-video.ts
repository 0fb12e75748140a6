// #region readme
import { createRouter, explainPlan } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';

const router = createRouter([createRunway(), createKling(), createJimeng()]);
const request = { firstFrame: 'https://example.com/cat.jpg', prompt: 'the cat dances', watermark: true };

console.log(explainPlan(router.plan(request))); // who can, in what order, and why the others cannot
console.log(router.prepare(request)); // the exact HTTP request, with secrets blanked; nothing is sent

if (process.env['RUNWAY_API_TOKEN'] !== undefined) {
  const task = await router.generate(request); // one paid request
  const done = await router.wait(task); // rides out trouble while asking
  console.log(done.status === 'succeeded' ? done.videos[0]?.url : done);
}
// #endregion
