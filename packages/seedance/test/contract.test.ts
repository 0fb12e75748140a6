import { testProvider } from '@vid/testkit';
import { openSeedance } from './fixture.ts';

for (const api of ['ark', 'modelark', 'gateway'] as const)
  testProvider(`seedance (${api})`, () => openSeedance(api));
