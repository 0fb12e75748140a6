import { once } from 'node:events';
import { request } from 'node:http';
import { createMemoryJobStore, createMemoryJournal } from '@vid/core/journal';
import type { McpServerSettings } from '@vid/mcp';
import { describe, expect, it } from 'vitest';
import { connect, kinds } from './agent.ts';
import { boat, openServices, overHttp } from './open-mcp.ts';

const submit = { requestKey: 'boat-1', request: boat };
const maxCost = { amount: 0.21, currency: 'USD' };
const token = 'a-token-that-nobody-guesses';

describe('over HTTP', () => {
  it('the second generation is asked, waits with progress and has the link', async () => {
    const simulator = await openServices();
    const linkOf = ({ name }: { readonly name: string }) => `https://videos.example.com/${name}`;
    const agent = await connect('2026-07-28', await overHttp(simulator, { linkOf }), { user: 'accept' });
    expect((await agent.call('vid_submit', submit)).data).toMatchObject({ outcome: 'submitted' });
    expect(agent.questions).toHaveLength(1);
    await agent.call('vid_wait', { id: 'boat-1' });
    expect(agent.progress.join('\n')).toMatch(/is working on it/);
    const { links } = await agent.call('vid_download', { id: 'boat-1' });
    expect(links).toEqual(['https://videos.example.com/boat-1-0.mp4']);
    expect(simulator.tasks).toHaveLength(1);
  });

  it.each(kinds.filter((kind) => kind !== '2026-07-28'))(
    '%s has no memory of its client there: a limit is needed',
    async (kind) => {
      const simulator = await openServices();
      const agent = await connect(kind, await overHttp(simulator), { user: 'accept' });
      const refused = await agent.call('vid_submit', submit);
      expect(refused).toMatchObject({ isError: true, data: { code: 'invalid-request' } });
      expect(simulator.tasks).toHaveLength(0);
      const within = await agent.call('vid_submit', { ...submit, maxCost });
      expect(within.data).toMatchObject({ outcome: 'submitted' });
      expect((await agent.call('vid_wait', { id: 'boat-1' })).data).toMatchObject({
        job: { phase: 'succeeded' },
      });
      expect(simulator.tasks).toHaveLength(1);
    },
  );

  it('a token keeps out whoever lacks it, and so do foreign names and pages', async () => {
    const simulator = await openServices();
    const { url } = await overHttp(simulator, { token, hosts: ['mcp.example.com'] });
    for (const kind of kinds) {
      await expect(connect(kind, { url, token: 'other' })).rejects.toThrow(/authoriz/i);
      await expect(connect(kind, { url })).rejects.toThrow(/authoriz/i);
      const agent = await connect(kind, { url, token });
      expect((await agent.tools()).map(({ name }) => name)).toContain('vid_submit');
    }
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    const post = (headers: Record<string, string>) =>
      fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          authorization: `Bearer ${token}`,
          ...headers,
        },
      });
    expect((await post({})).status).toBe(200);
    expect((await post({ origin: 'https://mcp.example.com' })).status).toBe(200);
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    // As a name does that was pointed here after a browser had looked at it.
    const foreign = request(url, {
      method: 'POST',
      headers: { host: 'evil.example', 'content-type': 'application/json' },
    });
    foreign.end(body);
    const [{ statusCode }] = await once(foreign, 'response');
    expect(statusCode).toBe(403);
  });

  it.each(['', 'short', 'correct horse battery staple', ` ${token}`, `${token}\n`, `${token}é`])(
    'a token that no header brings, or that is short, is refused: %j',
    async (odd) => {
      await expect(overHttp(await openServices(), { token: odd })).rejects.toThrow(TypeError);
    },
  );

  it('without a token nobody reaches it by a name, unless the host lets them in', async () => {
    const hosts = ['mcp.example.com'];
    const open = async (settings: Partial<McpServerSettings>) => overHttp(await openServices(), settings);
    await expect(open({ hosts })).rejects.toThrow(/mcp\.example\.com could spend money.*"token"/);
    await open({ hosts: ['localhost', '127.0.0.1', '[::1]'] });
    const agent = await connect('2026-07-28', await open({ hosts, token: false }));
    expect((await agent.tools()).length).toBeGreaterThan(0);
  });

  it('the word before a token may be written in any letters, and a token that is nearly right is none', async () => {
    const { url } = await overHttp(await openServices(), { token });
    const statusOf = async (authorization: string) =>
      (await fetch(url, { headers: { authorization } })).status;
    expect(await statusOf(`bearer ${token}`)).not.toBe(401);
    for (const odd of [token, `Bearer ${token}x`, `Bearer ${token.slice(0, -1)}`, 'Bearer '])
      expect(await statusOf(odd)).toBe(401);
  });

  it('an owner sees their own jobs, and pays for nobody else’s key', async () => {
    const simulator = await openServices();
    const store = { journal: createMemoryJournal(), jobs: createMemoryJobStore() };
    const [ann, bob] = await Promise.all(
      ['ann', 'bob'].map(async (owner) =>
        connect('2026-07-28', await overHttp(simulator, { store, owner, consent: 'limit', maxCost })),
      ),
    );
    await ann?.call('vid_submit', submit);
    expect((await bob?.call('vid_status'))?.data).toEqual({ jobs: [] });
    for (const tool of ['vid_status', 'vid_wait', 'vid_cancel', 'vid_download'])
      expect(await bob?.call(tool, { id: 'boat-1' })).toMatchObject({ data: { code: 'not-found' } });
    expect(await bob?.call('vid_submit', submit)).toMatchObject({ data: { code: 'invalid-request' } });
    expect(simulator.tasks).toHaveLength(1);
  });
});
