import { describe, expect, it } from 'vitest';
import { hex, sha256, sign, signingKeys, type Unsigned } from '../src/official/signature.ts';

/* The vectors of the wire document, made with keys that are made up. */

const credentials = {
  accessKey: 'AKLTEXAMPLE00000000000000000001',
  secretKey: 'TestSecretKeyForVectorsOnly0123456789abc==',
};
const host = 'https://visual.volcengineapi.com';
const a: Unsigned = {
  method: 'POST',
  url: `${host}/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31`,
  headers: { accept: 'application/json', 'content-type': 'application/json' },
  body: '{"req_key":"jimeng_t2v_v30","prompt":"a paper boat on a rainy street","seed":7,"frames":121,"aspect_ratio":"16:9"}',
};
const hashOfA = '5ae48687bf6e2c93efaf900dab585b5885d828da350d1bcaf9347b1e881653b2';
const at = new Date('2026-01-15T08:30:00Z');

describe('the signature', () => {
  it('A: every step', async () => {
    const { headers, canonicalRequest, stringToSign } = await sign(a, credentials, at);
    expect(canonicalRequest).toBe(`POST
/
Action=CVSync2AsyncSubmitTask&Version=2022-08-31
content-type:application/json
host:visual.volcengineapi.com
x-content-sha256:${hashOfA}
x-date:20260115T083000Z

content-type;host;x-content-sha256;x-date
${hashOfA}`);
    expect(stringToSign).toBe(`HMAC-SHA256
20260115T083000Z
20260115/cn-north-1/cv/request
bd5086024654120bd2f5c56676cadc7b3826fb33b83c19257bb94ab466a5271f`);
    expect(headers).toEqual({
      'x-content-sha256': hashOfA,
      'x-date': '20260115T083000Z',
      authorization:
        'HMAC-SHA256 Credential=AKLTEXAMPLE00000000000000000001/20260115/cn-north-1/cv/request, ' +
        'SignedHeaders=content-type;host;x-content-sha256;x-date, ' +
        'Signature=f27f464e0bf472aed13f7b546145f6a2b0542d650f081135ec6b052cc53f537d',
    });
  });

  it('A: the chain of keys', async () => {
    const chain = await signingKeys(credentials.secretKey, '20260115');
    expect(Object.fromEntries(Object.entries(chain).map(([name, key]) => [name, hex(key)]))).toEqual({
      date: '7cdf9d3f48dea3969341595370f8e9da5602d2a714094fa5380b81b511b122fd',
      region: '04b510d9f20f0a1e69ad30b8b3ae84a40d5bd0f9a42318ee17894c8ea43eeb79',
      service: 'db66237be83bbd59a45d40f4e6491c151f8603a69920b9e742c56a4c12c6e734',
      signing: 'c3ae96221d20bba97db3c4eff9a26610e3d126b5538cca40467fa973391c6928',
    });
  });

  it.each([
    [
      'B, a query',
      {
        ...a,
        url: `${host}/?Action=CVSync2AsyncGetResult&Version=2022-08-31`,
        body: '{"req_key":"jimeng_t2v_v30","task_id":"7400000000000000001"}',
      },
      credentials,
      new Date('2026-01-15T08:35:00.999Z'),
      [
        '2e7008e6c4a5ecae7fe94886d88954010f60e4b974eba6bc6633664a3a54d49f',
        '3c11a76f22f37795b82a187a09b07c8bbc09ebc29eff4dca950a8d8dad659765',
        '69a5249e475837c365a2d7219b201c3cda5a36c175423f585289272b839c6c0d',
      ],
    ],
    [
      'C, beyond ASCII',
      {
        ...a,
        body: '{"req_key":"jimeng_t2v_v30","prompt":"纸船漂过雨街","seed":-1,"frames":241,"aspect_ratio":"9:16"}',
      },
      credentials,
      at,
      [
        '7e2a81f3c6341c624e01791a27c074c9e5cc9d75ce04fc48f3f850b4c19dec6c',
        'a122371044ffec517303fdce701489de6228a808d4a4ac6fbfdecf1399118904',
        '87bdc92f0baf2a8701ee24dce6e6170f7b04164e731780c6efd8eda218bfc292',
      ],
    ],
    [
      'D, without the content type',
      { ...a, headers: {} },
      credentials,
      at,
      [
        hashOfA,
        '382151583f474544ed13e953b95ac895ce9b7f31009417fc7c6de084450694c1',
        'e472d285bb9a0b2f8c5503b50da28295a6cf1705dbc8d37df0c3ed843a698084',
      ],
    ],
    [
      'E, with temporary keys',
      a,
      { ...credentials, sessionToken: 'STSEXAMPLETOKEN' },
      at,
      [
        hashOfA,
        '2c5a220170f0eac5cc92b8cb3620a2d658b6599a0eb6b9123492406ffd6b19cc',
        '484c26a26104e346232eed59240a5f50ee35a142b9920a037117181dfd380e61',
      ],
    ],
  ])('%s', async (_what, request, keys, now, [payload = '', canonical = '', signature = '']) => {
    const { headers, canonicalRequest } = await sign(request, keys, now);
    expect(headers['x-content-sha256']).toBe(payload);
    expect(await sha256(canonicalRequest)).toBe(canonical);
    expect(headers['authorization']).toMatch(new RegExp(`Signature=${signature}$`));
  });

  it('sorts and encodes a query as RFC 3986 has it', async () => {
    const request = { ...a, url: `${host}/?b=x%20y&a=(1)*'!~` };
    expect((await sign(request, credentials, at)).canonicalRequest).toContain(
      '\na=%281%29%2A%27%21~&b=x%20y\n',
    );
  });
});
