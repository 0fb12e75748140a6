import { describe, expect, it } from 'vitest';
import { body, startHost } from './fixture.ts';

describe('tasks', () => {
  it('goes from a request to a stored video, and one key makes one bill', async () => {
    const { post, jobIn, send, simulator, errors } = await startHost();
    const first = await post('/tasks', { ...body, label: 'ads' }, { 'idempotency-key': 'order-1' });
    expect([first.status, first.headers.get('idempotency-key')]).toEqual([202, 'order-1']);
    const { id } = await first.json();
    const again = await post('/tasks', body, { 'idempotency-key': 'order-1' });
    expect([again.status, (await again.json()).id]).toEqual([200, id]);
    const job = await jobIn(id, ['succeeded', 'failed', 'refused']);
    expect(job).toMatchObject({ phase: 'succeeded', label: 'ads', task: { status: 'succeeded' } });
    expect((await send('/tasks?key=order-1').then((answer) => answer.json())).jobs).toEqual([job]);
    expect(simulator.tasks).toHaveLength(1);
    expect(errors).toEqual([]);
  });
});
