import { explainPlan } from '@vid/core';
import { router } from './providers.ts';

const request = { firstFrame: 'https://example.com/cat.jpg', prompt: 'the cat dances', watermark: true };

console.log(explainPlan(router.plan(request))); // who can, in what order, and why the others cannot
console.log(router.prepare(request)); // what would be sent to the first, the key blanked
