import { killedHostCases, type KilledHostFixture } from './cases/killed-host.ts';
import { registerCases, type TestOptions } from './register-cases.ts';

interface KilledHostOptions extends TestOptions {
  /** Who asks: any client of HTTP, or a router of `connectRemote`. */
  readonly by: keyof typeof killedHostCases;
}

/**
 * One key, one bill, over `kill -9`: a host that answers as `@vid/server` does is killed at seven moments of a job, started again
 * on the same data, and asked for the same. As `testJournal`, for a host that has no data yet.
 */
export const testKilledHost = (
  name: string,
  open: () => Promise<KilledHostFixture>,
  { by, ...options }: KilledHostOptions,
): void => registerCases(`${name} (asked by ${by})`, killedHostCases[by], open, options);
