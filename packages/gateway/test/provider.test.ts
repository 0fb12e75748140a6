import { createServer } from 'node:http';
import { createGatewayProvider } from '@vid/gateway';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { answering, errorOf, key, link, listen, service, task } from './fixture.ts';

const settingsError = (settings: unknown) => {
  try {
    Reflect.apply(createGatewayProvider, undefined, [service, settings]);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('settings', () => {
  it.each([
    [{ baseURL: 'https://gate.example' }, 'has no baseURL'],
    [{ apiKey: 5 }, 'apiKey: must be a text'],
    [{ baseUrl: 'gate.example' }, 'baseUrl: must be an http(s) URL'],
    [{ baseUrl: 'ftp://gate.example' }, 'baseUrl: must be an http(s) URL'],
    [{ baseUrl: 'https://me:planted@gate.example' }, 'without user'],
    [{ baseUrl: 'https://gate.example/?planted' }, 'without user, query or fragment'],
    [{ baseUrl: 'https://gate.example/#planted' }, 'without user, query or fragment'],
    [{ fetch: true }, 'fetch: must be a function'],
    [{ api: 'official' }, 'api: must be "gateway"'],
    [null, 'settings: must be an object'],
  ])('%j are refused: %s', (settings, reason) => {
    const error = settingsError(settings);
    expect(error).toMatchObject({ name: 'VideoError', code: 'invalid-request', provider: 'acme' });
    expect(String(error)).toContain(reason);
    expect(String(error)).not.toContain('planted');
  });

  it.each([{}, { api: 'gateway' }, { baseUrl: 'http://127.0.0.1:80/v/' }, { apiKey: undefined }])(
    '%j are taken',
    (settings) => {
      expect(settingsError(settings)).toBeUndefined();
    },
  );
});

describe('prepare', () => {
  it('shows the request without the key, and needs none', () => {
    expect(createGatewayProvider(service).prepare({ prompt: '' })).toEqual({
      method: 'POST',
      url: 'https://yunwu.ai/submit?to=acme',
      headers: {
        accept: 'application/json',
        authorization: 'Bearer ***',
        'content-type': 'application/json',
        'x-version': '2024-11-06',
      },
      body: { prompt: '' },
    });
  });

  it.each(['https://gate.example/sub', 'https://gate.example/sub/', 'https://gate.example/sub//'])(
    'joins %s',
    (baseUrl) => {
      expect(createGatewayProvider(service, { baseUrl }).prepare({ prompt: '' }).url).toBe(
        'https://gate.example/sub/submit?to=acme',
      );
    },
  );
});

describe('the key', () => {
  it.each([
    ['', 'There is no key'],
    ['  ', 'There is no key'],
    ['sk-planted\nx', 'characters that no header may hold'],
    ['sk-planted key', 'characters that no header may hold'],
    ['密钥planted', 'characters that no header may hold'],
  ])('%j: nothing is sent', async (apiKey, reason) => {
    const { submit, query, sent } = answering(200, { id: '1' }, {}, { apiKey });
    for (const call of [submit(), query()]) {
      const error = await errorOf(call);
      expect(error).toMatchObject({ code: 'authentication', provider: 'acme' });
      expect(error.message).toContain(reason);
      expect(error.message).toContain('pass apiKey, or set VID_TEST_ACME_KEY. Nothing was sent.');
      expect(`${String(error)} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain('planted');
    }
    expect(sent).toEqual([]);
  });

  it('comes from the environment when none is passed, and is read when it is needed', async () => {
    const { submit, sent } = answering(200, { id: '1' }, {}, { apiKey: undefined });
    expect(await errorOf(submit())).toMatchObject({ code: 'authentication' });
    vi.stubEnv('VID_TEST_ACME_KEY', ` ${key}\n`);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    await submit();
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([`Bearer ${key}`]);
  });
});

describe('a connection that breaks', () => {
  it('leaves open whether a submit made a task, and says nothing about a task that is asked for', async () => {
    const reset = Object.assign(new TypeError('fetch failed'), { code: 'ECONNRESET' });
    const { submit, query } = answering(200, '', {}, { fetch: () => Promise.reject(reset) });
    expect(await errorOf(submit())).toMatchObject({ code: 'submission-unknown', provider: 'acme' });
    expect(await errorOf(query())).toMatchObject({ code: 'network', retryable: true, provider: 'acme' });
  });
});

describe('query', () => {
  it.each([
    [{ ...task, provider: 'zenith' }, 'belongs to zenith (gateway), not to acme (gateway)'],
    [{ ...task, api: 'official' }, 'belongs to acme (official)'],
  ])('asks about its own tasks only', async (foreign, reason) => {
    const { gateway, sent } = answering(200, { status: 'running' });
    const error = await errorOf(gateway.query(foreign));
    expect(error).toMatchObject({ code: 'invalid-request', task: foreign });
    expect(error.message).toContain(reason);
    expect(sent).toEqual([]);
  });

  it('keeps what is needed to ask again', async () => {
    const { gateway } = answering(200, { status: 'running', id: task.id });
    const known = { ...task, lookup: { kind: 'text' } };
    expect(await gateway.query(known)).toEqual({ ...known, status: 'running' });
  });
});

/** A real server that gives these answers and writes down what it gets. */
async function serve(answers: readonly string[]) {
  const seen: {
    method: string | undefined;
    url: string | undefined;
    authorization: string | undefined;
    body: string;
  }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      const { method, url, headers } = request;
      seen.push({ method, url, authorization: headers.authorization, body });
      response.end(answers[seen.length - 1]);
    });
  });
  const host = await listen(server);
  return {
    seen,
    gateway: createGatewayProvider(service, { apiKey: key, baseUrl: `http://${host}` }),
  };
}

describe('over real HTTP', () => {
  it('submits once what was prepared and asks until the end', async () => {
    const { seen, gateway } = await serve([
      '{"id":9000000000000000001}',
      '{"task_id":9000000000000000001,"status":"running"}',
      `{"task_id":"9000000000000000001","status":"completed","url":"${link}"}`,
    ]);
    const prepared = gateway.prepare({ prompt: '一只纸船' });
    const { id } = await gateway.generate({ prompt: '一只纸船' });
    expect(id).toBe('9000000000000000001');
    expect(await gateway.query({ ...task, id })).toMatchObject({ id, status: 'running' });
    expect(await gateway.query({ ...task, id })).toMatchObject({ id, status: 'succeeded' });
    const authorization = `Bearer ${key}`;
    expect(seen).toEqual([
      { method: 'POST', url: '/submit?to=acme', authorization, body: JSON.stringify(prepared.body) },
      { method: 'GET', url: `/tasks/${id}`, authorization, body: '' },
      { method: 'GET', url: `/tasks/${id}`, authorization, body: '' },
    ]);
  });

  it('passes the signal and the headers of the call on', async () => {
    const { seen, gateway } = await serve(['{"id":"1"}']);
    const aborted = gateway.generate({ prompt: '' }, { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual([]);
    await gateway.generate({ prompt: '' }, { headers: { Authorization: 'Bearer mine' } });
    expect(seen.map(({ authorization }) => authorization)).toEqual(['Bearer mine']);
  });
});
