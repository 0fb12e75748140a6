import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { gateway, requests } from './gateway.ts';
import { ask, open } from './raw.ts';

const sha256 = (...parts: readonly Buffer[]): string =>
  createHash('sha256').update(Buffer.concat(parts)).digest('hex');

const range = (text: string) => ({ headers: { Range: `bytes=${text}` } });

describe('generated files', () => {
  it.each([40, 41, 65_536, 65_537, 3_000_000])(
    'of %d bytes: ftyp, an empty moov and one mdat',
    async (size) => {
      const { simulator } = await gateway();
      const { status, headers, body, complete } = await ask(`${simulator.url}/clips/generated-${size}.mp4`);
      expect({ status, complete, type: headers['content-type'] }).toEqual({
        status: 200,
        complete: true,
        type: 'video/mp4',
      });
      expect(headers['content-length']).toBe(String(size));
      expect(body.length).toBe(size);
      expect(body.readUInt32BE(0)).toBe(16);
      expect(body.toString('latin1', 4, 12)).toBe('ftypisom');
      expect([body.readUInt32BE(16), body.toString('latin1', 20, 24)]).toEqual([8, 'moov']);
      expect([body.readUInt32BE(24), body.toString('latin1', 28, 32)]).toEqual([1, 'mdat']);
      expect(body.readBigUInt64BE(32)).toBe(BigInt(size - 24));
    },
  );

  it('are the same every time, and in parts', async () => {
    const { simulator } = await gateway();
    const url = `${simulator.url}/clips/generated-5000000.mp4`;
    const { body: whole } = await ask(url);
    const cuts = [0, 1, 39, 65_536, 70_000, 1_234_567, 5_000_000];
    const parts = cuts.slice(1).map((end, index) => ask(url, range(`${cuts[index]}-${end - 1}`)));
    const answers = await Promise.all(parts);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 206));
    expect(sha256(...answers.map(({ body }) => body))).toBe(sha256(whole));
    // No block can stand in for another.
    const block = (number: number) => whole.subarray(number * 65_536, (number + 1) * 65_536);
    expect(new Set([0, 1, 2, 3, 4, 5].map((number) => sha256(block(number)))).size).toBe(6);
  });

  it('can be larger than any memory', async () => {
    const { simulator } = await gateway();
    const size = 8_000_000_000_000;
    const url = `${simulator.url}/clips/generated-${size}.mp4`;
    const endless = open(url);
    expect(await endless.received(1_000_000)).toBeGreaterThanOrEqual(1_000_000);
    endless.abort();
    const { headers } = await ask(url, { method: 'HEAD' });
    expect(headers['content-length']).toBe(String(size));
    const tail = await ask(url, range('-100000'));
    expect(tail.headers['content-range']).toBe(`bytes ${size - 100_000}-${size - 1}/${size}`);
    expect(tail.body.length).toBe(100_000);
    const start = await ask(url, range('7999999900000-'));
    expect(start.body).toEqual(tail.body);
  });

  it.each(['100-', '200-300', '-0'])('416 for %s of 100 bytes', async (text) => {
    const { simulator } = await gateway();
    const answer = await ask(`${simulator.url}/clips/generated-100.mp4`, range(text));
    expect(answer).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */100' } });
  });

  it.each(['5-3', '0-1,5-6', '-', 'x-y'])('the whole for %s', async (text) => {
    const { simulator } = await gateway();
    const answer = await ask(`${simulator.url}/clips/generated-100.mp4`, range(text));
    expect(answer).toMatchObject({ status: 200, headers: { 'content-length': '100' } });
  });

  it.each(['39', '0', '099', '99999999999999999', '1e9', '-5'])('404 for %s bytes', async (size) => {
    const { simulator } = await gateway();
    expect(await ask(`${simulator.url}/clips/generated-${size}.mp4`)).toMatchObject({ status: 404 });
  });

  it('stand for the clip of every task on request', async () => {
    const { simulator, get, post, task } = await gateway({ clipBytes: 1_000_000 });
    await post(requests.runway.path, requests.runway.body);
    simulator.advance(20);
    const url = `${simulator.url}/clips/generated-1000000.mp4?task=${task().id}&signature=simulated`;
    expect(await get(`/runwayml/v1/tasks/${task().id}`)).toMatchObject({ json: { output: [url] } });
    const broken = simulator.fault({ on: 'clip', kind: 'broken-link', service: 'runway', share: 0.9 });
    const most = await ask(url);
    expect(most).toMatchObject({ status: 200, complete: false });
    expect(most.body.length).toBe(900_000);
    expect(broken.hits).toBe(1);
    const rest = await ask(url, range('900000-'));
    const { body } = await ask(url);
    expect(sha256(most.body, rest.body)).toBe(sha256(body));
  });

  it.each([39, 1.5, Number.NaN])('%d bytes cannot be', async (clipBytes) => {
    await expect(startSimulator({ clipBytes })).rejects.toThrow(RangeError);
    await expect(startSimulator({ linkSeconds: -1 })).rejects.toThrow('linkSeconds must be 0 or more');
  });
});
