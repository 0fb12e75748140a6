import { defineOverrides } from '@vid/core/overrides';
import { createKling } from '@vid/kling';

/** A reseller's names and prices; as a JSON file, `parseOverrides` reads them. */
const reseller = defineOverrides({
  source: 'price list of relay.example, 2026-11-20',
  models: {
    'kling:kling-v2-6': { wireModel: 'kwai-kling-v2-6', prices: [{ perTask: 0.29, currency: 'USD' }] },
    // New there, and not yet in the table; a budget takes no price that nobody knows.
    'kling:kling-v2-9': { like: 'kling-v2-6', accepts: { duration: { min: 3, max: 15, step: 1 } } },
    'kling:kling-v1': { retired: { since: '2026-12-31' } },
  },
});

export const openKling = (baseUrl?: string) => createKling({ api: 'gateway', baseUrl, overrides: reseller });
