import type { TestFetch } from './fixture.ts';

/** A `fetch` that records the requests that it sends on. */
export function recordingFetch(): { readonly fetch: TestFetch; readonly sent: Request[] } {
  const sent: Request[] = [];
  return {
    sent,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      sent.push(request.clone());
      return fetch(request);
    },
  };
}

const reset = () =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  });

/** The service gets the request and acts on it; its answer never arrives. */
export const lostAnswerFetch: TestFetch = async (input, init) => {
  const response = await fetch(new Request(input, init));
  await response.text();
  throw reset();
};

/** The service acts on the request; what arrives is this answer instead. */
export const replacedAnswerFetch =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): TestFetch =>
  async (input, init) => {
    const response = await fetch(new Request(input, init));
    await response.text();
    return new Response(body, { status, headers });
  };

/** Nothing reaches the service. */
export const refusedConnectionFetch: TestFetch = async () => {
  throw new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  });
};

/** The first answers are trouble of every kind; then the service's own come through. */
export function troubledFetch(): { readonly fetch: TestFetch; readonly troubles: number } {
  const troubles: readonly (() => Response)[] = [
    () => new Response('{"error":{"message":"slow down"}}', { status: 429, headers: { 'retry-after': '1' } }),
    () => new Response('<html>bad gateway</html>', { status: 502 }),
    () => {
      throw reset();
    },
    () => new Response('<html>console</html>', { status: 200 }),
    () => new Response('{"status":"a word never seen before"}', { status: 200 }),
    () => new Response('[]', { status: 200 }),
  ];
  let calls = 0;
  return {
    troubles: troubles.length,
    fetch: async (input, init) => {
      const trouble = troubles[calls];
      calls += 1;
      return trouble === undefined ? fetch(new Request(input, init)) : trouble();
    },
  };
}
