import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { connect, type Kind, kinds } from './agent.ts';
import { boat, openServices, overStdio, temporaryFolder } from './open-mcp.ts';

const submit = { requestKey: 'boat-1', request: boat };
/** After every lease, and after the time in which a submit counts as young. */
const later = 60_000;

/** Kills a server once the service has accepted, and submits the same to another. */
async function killedWhileSending(kind: Kind, api: 'official' | 'gateway') {
  const simulator = await openServices({ faults: [{ on: 'submit', kind: 'accepted-hang' }] });
  const folder = temporaryFolder();
  const call = { ...submit, request: { ...boat, model: `kling:kling-v2-6 (${api})` } };
  const first = await connect(kind, overStdio(simulator, folder, { api }), { user: 'accept' });
  const lost = first.call('vid_submit', call).then(
    () => 'answered',
    () => 'lost',
  );
  while (simulator.tasks.length === 0) await sleep(10);
  process.kill(first.pid() ?? 0, 'SIGKILL');
  expect(await lost).toBe('lost');
  simulator.clearFaults();
  const second = await connect(kind, overStdio(simulator, folder, { api, later }), { user: 'accept' });
  const again = await second.call('vid_submit', call);
  expect(second.questions).toEqual([]);
  return { simulator, second, again };
}

describe.each(kinds)('a server that is killed while it sends, and an agent that speaks %s', (kind) => {
  it('make one bill and one file where the service can be asked by our name for it', async () => {
    const { simulator, second } = await killedWhileSending(kind, 'official');
    const { data } = await second.call('vid_wait', { id: 'boat-1' });
    expect(data).toMatchObject({ job: { phase: 'succeeded', files: [{ name: 'boat-1-0.mp4' }] } });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('make one bill where nobody can tell, and say so', async () => {
    const { simulator, second, again } = await killedWhileSending(kind, 'gateway');
    expect(again).toMatchObject({ isError: true, data: { code: 'submission-unknown' } });
    expect(again.text).toMatch(/Do not submit it under another key/);
    const { data } = await second.call('vid_status', { id: 'boat-1' });
    expect(data).toMatchObject({ jobs: [{ phase: 'unknown' }] });
    expect(simulator.tasks).toHaveLength(1);
  });
});

describe('what else ends in between', () => {
  it('an answer of the service that is lost is one bill, and the same key asks for it', async () => {
    const simulator = await openServices({ faults: [{ on: 'submit', kind: 'accepted-cut' }] });
    const target = overStdio(simulator, temporaryFolder(), { api: 'gateway' });
    const agent = await connect('2026-07-28', target, { user: 'accept' });
    const gateway = { ...submit, request: { ...boat, model: 'kling:kling-v2-6 (gateway)' } };
    for (const _ of [1, 2]) {
      const unknown = await agent.call('vid_submit', gateway);
      expect(unknown).toMatchObject({ isError: true, data: { code: 'submission-unknown' } });
    }
    expect(agent.questions).toHaveLength(1);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('twenty submits under one key at once are one bill', async () => {
    const simulator = await openServices();
    const target = overStdio(simulator, temporaryFolder(), {
      consent: 'limit',
      maxCost: { amount: 1, currency: 'USD' },
    });
    const agent = await connect('2026-07-28', target);
    const all = await Promise.all(Array.from({ length: 20 }, () => agent.call('vid_submit', submit)));
    expect(all.map(({ data }) => data['outcome'])).toEqual(Array.from({ length: 20 }, () => 'submitted'));
    expect(simulator.tasks).toHaveLength(1);
  });

  it('a client that goes loses nothing: the next one has the file', async () => {
    const simulator = await openServices({ speed: 0 });
    const folder = temporaryFolder();
    const first = await connect('2026-07-28', overStdio(simulator, folder), { user: 'accept' });
    await first.call('vid_submit', submit);
    await first.close();
    simulator.advance(60);
    const second = await connect('2026-07-28', overStdio(simulator, folder, { later }));
    const { data, links } = await second.call('vid_download', { id: 'boat-1' });
    expect(data).toMatchObject({ job: { phase: 'succeeded' } });
    expect(links).toHaveLength(1);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('a server whose input ends leaves by itself', async () => {
    const simulator = await openServices();
    const target = overStdio(simulator, temporaryFolder());
    const args = 'args' in target ? target.args : [];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit'] });
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
