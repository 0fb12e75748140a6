import { createRouter, type VideoRequest } from '@vid/core';
import { createOpenrouter, type OpenrouterSettings } from '@vid/openrouter';

const request: VideoRequest = { prompt: 'a paper boat crosses a pond', aspectRatio: '16:9', duration: 5 };

/** By the cheapest model that can, at today's prices. */
export async function cheapestBoat(settings?: OpenrouterSettings) {
  const openrouter = createOpenrouter(settings); // key: OPENROUTER_API_KEY
  const router = createRouter([openrouter]);
  await openrouter.refresh(); // two free questions; routers that exist see the new table
  const maxCost = { amount: 1, currency: 'USD' };
  const task = await router.generate(request, { prefer: 'cheapest', maxCost }); // one paid request
  const done = await router.wait(task);
  return { cost: done.cost, videos: done.status === 'succeeded' ? done.videos : [] };
}
