import { VideoError } from '@vid/core';
import { router } from './providers.ts';

// A camera move exists for 5 s only; the error says so, and what would fit.
try {
  router.select({ prompt: 'a lighthouse in the fog', cameraControl: { zoom: 5 }, duration: 10 });
} catch (error) {
  if (!(error instanceof VideoError)) throw error;
  console.log(error.message);
  for (const { provider, model, suggestion } of error.plan?.rejected ?? []) {
    if (suggestion !== undefined) console.log(`${provider}:${model} would take`, suggestion.request);
  }
}
