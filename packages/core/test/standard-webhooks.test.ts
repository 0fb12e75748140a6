import { createDeliveryMemory, type Delivery, verifyStandardWebhook } from '@vid/core/provider-kit';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';

const secret = 'whsec_bG9jYWwtc2ltdWxhdG9yLXNlY3JldC0wMDAx';
const seconds = 1_790_000_123;
const right = 'v1,VpmNPau6n/Mze+77F3qDyw+beTGSCblTWXqR45wSKc4=';
const text =
  '{"task_id":"900000000000000001","task_status":"succeed","task_status_msg":"","created_at":1790000000000,"updated_at":1790000123000}';
const bytes = (body: string) => new TextEncoder().encode(body);
const signed = (changed: Readonly<Record<string, string>> = {}) =>
  new Headers({
    'webhook-id': 'sim-evt-0001',
    'webhook-timestamp': String(seconds),
    'webhook-signature': right,
    ...changed,
  });
const verify = (headers = signed(), body = bytes(text), key = secret, now = seconds * 1000) =>
  verifyStandardWebhook(headers, body, key, now);
const good: Delivery = { id: 'sim-evt-0001', validUntil: seconds * 1000 + 300_999 };

describe('a signature of Standard Webhooks', () => {
  it.each<[string, Headers]>([
    ['as it should be', signed()],
    [
      'with header names in capitals',
      new Headers([...signed()].map(([name, value]) => [name.toUpperCase(), value])),
    ],
    ['as the second of two', signed({ 'webhook-signature': `v1,${btoa('another')} ${right}` })],
    ['before others', signed({ 'webhook-signature': `${right} v1,${btoa('another')} v2,x` })],
    ['beside what is none', signed({ 'webhook-signature': `v1 v1,%% v1a,abcd ${right}` })],
  ])('is right %s', async (_name, headers) => {
    expect(await verify(headers)).toEqual(good);
  });

  it('is right with the secret without its prefix', async () => {
    expect(await verify(signed(), bytes(text), secret.replace('whsec_', ''))).toEqual(good);
  });

  it.each([-300_000, 300_999])('is right %i ms away', async (away) => {
    expect(await verify(signed(), bytes(text), secret, seconds * 1000 + away)).toEqual(good);
  });

  it('is remembered as long as it is right', async () => {
    const seen = createDeliveryMemory();
    const late = seconds * 1000 + 300_999;
    expect(seen(await verify(), seconds * 1000)).toBe(false);
    expect(seen({ id: 'another', validUntil: late + 1 }, late)).toBe(false);
    expect(seen(await verify(signed(), bytes(text), secret, late), late)).toBe(true);
  });

  it.each<[string, () => ReturnType<typeof verify>, RegExp]>([
    [
      'another byte',
      () => verify(signed(), bytes(text.replace('succeed', 'succeex'))),
      /no signature .* fits/,
    ],
    ['the same JSON with a space', () => verify(signed(), bytes(`${text} `)), /no signature .* fits/],
    ['another id', () => verify(signed({ 'webhook-id': 'sim-evt-0002' })), /no signature .* fits/],
    [
      'another time',
      () => verify(signed({ 'webhook-timestamp': String(seconds + 1) })),
      /no signature .* fits/,
    ],
    [
      'another secret',
      () => verify(signed(), bytes(text), `whsec_${btoa('another')}`),
      /no signature .* fits/,
    ],
    [
      'another version',
      () => verify(signed({ 'webhook-signature': right.replace('v1', 'v2') })),
      /no signature .* fits/,
    ],
    ['an empty signature', () => verify(signed({ 'webhook-signature': 'v1,' })), /no signature .* fits/],
    ['no id', () => verify(signed({ 'webhook-id': '' })), /is not signed/],
    ['no signature', () => verify(signed({ 'webhook-signature': '' })), /is not signed/],
    ['no header at all', () => verify(new Headers()), /is not signed/],
    ['a time that is none', () => verify(signed({ 'webhook-timestamp': '1e9' })), /whole seconds/],
    [
      'an old one',
      () => verify(signed(), bytes(text), secret, (seconds + 301) * 1000),
      /301 s ago, 300 s are allowed/,
    ],
    [
      'one of the future',
      () => verify(signed(), bytes(text), secret, (seconds - 301) * 1000),
      /301 s from now/,
    ],
    ['an empty secret', () => verify(signed(), bytes(text), ''), /secret is not valid/],
    ['a secret that is no base64', () => verify(signed(), bytes(text), 'whsec_?'), /secret is not valid/],
  ])('is refused with %s', async (_name, verified, message) => {
    const error: unknown = await verified().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'authentication', retryable: false });
    expect(String(error)).toMatch(message);
    expect(JSON.stringify(error)).not.toContain('bG9jYWw');
  });

  // standardwebhooks is the reference library of the standard.
  it.each(['{}', ' { "a" : 1 }\n', '{"prompt":"纸船漂过雨街 🏮"}', ''])(
    'is that of the reference library for %j',
    async (body) => {
      const stamp = new Date(seconds * 1000);
      const signature = new Webhook(secret).sign('sim-evt-0001', stamp, body);
      expect(await verify(signed({ 'webhook-signature': signature }), bytes(body))).toEqual(good);
    },
  );

  it('covers bytes that are no text', async () => {
    const stamp = new Date(seconds * 1000);
    const headers = signed({ 'webhook-signature': new Webhook(secret).sign('sim-evt-0001', stamp, '�') });
    expect(await verify(headers, bytes('�'))).toEqual(good);
    await expect(verify(headers, new Uint8Array([0xff]))).rejects.toMatchObject({ code: 'authentication' });
  });
});
