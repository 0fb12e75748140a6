import { createRouter, type Router } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';

const gateway = { api: 'gateway' } as const;

/** All three providers; keys come from RUNWAY_API_TOKEN, KLING_API_TOKEN and JIMENG_API_TOKEN. */
export const router: Router = createRouter([
  createRunway(gateway),
  createKling(gateway),
  createJimeng(gateway),
]);
