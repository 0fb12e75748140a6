import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { connect, kinds } from './agent.ts';
import { boat, openServices, overStdio, temporaryFolder } from './open-mcp.ts';

describe.each(kinds)('an agent that speaks %s over stdio', (kind) => {
  it('plans, asks its user, submits once, waits with progress and has the file', async () => {
    const simulator = await openServices();
    const agent = await connect(kind, overStdio(simulator, temporaryFolder()), { user: 'accept' });
    const plan = await agent.call('vid_plan', { request: boat });
    expect(plan.data).toMatchObject({ counts: { candidates: 1 } });
    expect(simulator.tasks).toHaveLength(0);

    const submitted = await agent.call('vid_submit', { requestKey: 'boat-1', request: boat });
    expect(submitted.data).toMatchObject({ outcome: 'submitted', job: { id: 'boat-1' } });
    expect(agent.questions).toHaveLength(1);

    const done = await agent.call('vid_wait', { id: 'boat-1' });
    expect(done.data).toMatchObject({ job: { phase: 'succeeded', estimate: { currency: 'USD' } } });
    expect(agent.progress.length).toBeGreaterThan(0);

    const file = await agent.call('vid_download', { id: 'boat-1' });
    expect(file.links).toHaveLength(1);
    expect(statSync(fileURLToPath(file.links[0] ?? '')).size).toBeGreaterThan(1_000);

    const again = await agent.call('vid_submit', { requestKey: 'boat-1', request: boat });
    expect(again.data).toMatchObject({ outcome: 'submitted', job: { id: 'boat-1', phase: 'succeeded' } });
    expect(agent.questions).toHaveLength(1);
    expect(simulator.tasks).toHaveLength(1);
  });
});
