import type { CallOptions, PreparedRequest } from '@vid/core';
import { blank, createHttpClient } from '@vid/core/provider-kit';
import { createAuthorizer } from './authorization.ts';
import { errorFrom, readEnvelope, tokenExpired } from './errors.ts';
import { type Envelope, hosts } from './schema.ts';
import { type OfficialSettings, requireSettings } from './settings.ts';

/** No limit is documented; giving up early loses nothing here, because the task can be looked up. */
const submitTimeoutMs = 120_000;
const queryTimeoutMs = 30_000;

export interface Transport {
  /** A request below `/v1/videos`, without the key. */
  readonly request: (method: 'GET' | 'POST', path: string, body?: object) => PreparedRequest;
  /** Throws `VideoError('authentication')` when there is no key. */
  readonly requireKey: () => void;
  /**
   * The answer to a request with the key. Sent once; with a pair of keys once more when the token was too old.
   * Throws for every answer that is no success.
   */
  readonly send: (request: PreparedRequest, options: CallOptions, paid: boolean) => Promise<Envelope>;
}

export function createTransport(settings: OfficialSettings): Transport {
  const { region = 'singapore', baseUrl = hosts[region], fetch, ...credentials } = requireSettings(settings);
  const authorize = createAuthorizer(credentials);
  const root = `${baseUrl.replace(/\/+$/, '')}/v1/videos`;

  return {
    request: (method, path, body) => ({
      method,
      url: `${root}/${path}`,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${blank}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body,
    }),

    requireKey: () => void authorize(),

    async send(prepared, options, paid) {
      const { token, signs, secrets } = authorize();
      const once = async (anew: boolean) => {
        const bearer = await token(anew);
        const known = [...secrets, bearer];
        const headers = { ...prepared.headers, authorization: `Bearer ${bearer}` };
        const http = createHttpClient({ provider: 'kling', fetch, secrets: known });
        const timeoutMs = paid ? submitTimeoutMs : queryTimeoutMs;
        const answer = await http.send({ ...prepared, headers }, { ...options, paid, timeoutMs });
        return { answer, known, envelope: readEnvelope(answer.json) };
      };
      const first = await once(false);
      const isStale = signs && first.answer.status === 401 && first.envelope.code === tokenExpired;
      const { answer, known, envelope } = isStale ? await once(true) : first;
      const isError = answer.status > 299 || (envelope.code !== undefined && envelope.code !== 0);
      if (isError) throw errorFrom(answer, { paid, secrets: known });
      return envelope;
    },
  };
}
