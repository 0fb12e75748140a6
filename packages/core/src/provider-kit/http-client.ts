import { onFirstUse } from '../contract/first-use.ts';
import type { HttpClient, HttpSettings } from './exchange/http.ts';

/** The client that `createHttpProvider` uses, for a provider that is written without it. A bundler may load it at the first call. */
export function createHttpClient(settings: HttpSettings): HttpClient {
  const client = onFirstUse(async () => (await import('./exchange/http.ts')).openHttpClient(settings));
  return { send: async (request, options) => (await client(options.signal)).send(request, options) };
}
