import { describe, expect, it } from 'vitest';
import { gateway } from './gateway.ts';

const day = 86_400;
const still = new File([new Uint8Array(600).fill(7)], 'shot-014.png', { type: 'image/png' });

async function storage() {
  const { simulator, task } = await gateway();
  const headers = { Authorization: `Bearer ${simulator.apiKey}`, 'X-Runway-Version': '2024-11-06' };
  const post = (path: string, body: unknown) =>
    fetch(simulator.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const ask = async () =>
    Object(await (await post('/v1/uploads', { filename: 'shot-014.png', type: 'ephemeral' })).json());
  /** The form as it should be, unless a test has its own. */
  const form = (fields: object, file: Blob = still) => {
    const parts = new FormData();
    for (const [name, value] of Object.entries(fields)) parts.append(name, String(value));
    parts.append('file', file, 'shot-014.png');
    return parts;
  };
  const send = async (url: string, body: FormData, own: Record<string, string> = {}) => {
    const response = await fetch(url, { method: 'POST', body, headers: own });
    return { status: response.status, text: await response.text() };
  };
  const submit = (uri: string) =>
    post('/v1/image_to_video', {
      model: 'gen4_turbo',
      promptImage: uri,
      promptText: 'runway://upload/this is a text',
      ratio: '1280:720',
    });
  return { simulator, task, post, ask, form, send, submit };
}

describe('Runway’s own API, uploads', () => {
  it('are a slot, a form, and a link that a submit takes', async () => {
    const { simulator, task, ask, form, send, submit } = await storage();
    const slot = await ask();
    expect(slot).toEqual({
      uploadUrl: `${simulator.url}/runway-storage`,
      fields: {
        key: expect.stringMatching(/shot-014\.png$/),
        policy: expect.any(String),
        'x-amz-signature': expect.any(String),
      },
      runwayUri: expect.stringMatching(/^runway:\/\/upload\//),
    });
    expect(await send(slot.uploadUrl, form({ ...slot.fields, metadata: 'mine' }))).toEqual({
      status: 204,
      text: '',
    });
    expect(simulator.runwayUploads).toEqual([
      {
        uri: slot.runwayUri,
        filename: 'shot-014.png',
        mediaType: 'image/png',
        bytes: new Uint8Array(600).fill(7),
      },
    ]);
    expect((await submit(slot.runwayUri)).status).toBe(200);
    expect(task().body).toMatchObject({ promptImage: slot.runwayUri });
  });

  const refused = { error: 'Validation of body failed', issues: [{ path: ['promptImage'] }] };

  it('are known by their link for a day', async () => {
    const { simulator, ask, form, send, submit } = await storage();
    const slot = await ask();
    await send(slot.uploadUrl, form(slot.fields));
    simulator.advance(day - 1);
    expect((await submit(slot.runwayUri)).status).toBe(200);
    simulator.advance(2);
    const late = await submit(slot.runwayUri);
    expect([late.status, await late.json()]).toMatchObject([400, refused]);
  });

  it('are not there before a file is, nor by a link of one’s own', async () => {
    const { simulator, ask, submit } = await storage();
    const slot = await ask();
    for (const uri of [slot.runwayUri, 'runway://upload/nobody']) {
      const strange = await submit(uri);
      expect([strange.status, await strange.json()]).toMatchObject([400, refused]);
    }
    expect(simulator.tasks).toEqual([]);
  });

  it('need a key, and a slot needs a name and the one type', async () => {
    const { simulator, post } = await storage();
    const bare = await fetch(`${simulator.url}/v1/uploads`, { method: 'POST', body: '{}' });
    expect(bare.status).toBe(401);
    for (const body of [
      {},
      { filename: 'a.png', type: 'forever' },
      { filename: 'a.png', type: 'ephemeral', size: 1 },
    ]) {
      const refused = await post('/v1/uploads', body);
      expect([refused.status, await refused.json()]).toMatchObject([
        400,
        { issues: expect.arrayContaining([expect.anything()]) },
      ]);
    }
  });

  it('take a slot once, whatever became of the first form, and for a day', async () => {
    const { simulator, ask, form, send } = await storage();
    const [used, spoiled, old] = [await ask(), await ask(), await ask()];
    expect((await send(used.uploadUrl, form(used.fields))).status).toBe(204);
    expect(await send(used.uploadUrl, form(used.fields))).toMatchObject({
      status: 403,
      text: expect.stringContaining('AccessDenied'),
    });
    expect((await send(spoiled.uploadUrl, form({ ...spoiled.fields, policy: 'x' }))).status).toBe(403);
    expect((await send(spoiled.uploadUrl, form(spoiled.fields))).status).toBe(403);
    simulator.advance(day + 1);
    expect((await send(old.uploadUrl, form(old.fields))).status).toBe(403);
    expect(simulator.runwayUploads).toHaveLength(1);
  });

  it.each<[string, string, (fields: object) => FormData | undefined, Record<string, string>?]>([
    ['a file of 511 bytes', 'EntityTooSmall', () => undefined],
    ['a key of the service', 'InvalidArgument', () => undefined, { Authorization: 'Bearer sk-simulator' }],
    [
      'a field behind the file',
      'InvalidArgument',
      (fields) => {
        const parts = new FormData();
        parts.append('file', still);
        for (const [name, value] of Object.entries(fields)) parts.append(name, String(value));
        return parts;
      },
    ],
    [
      'a field too few',
      'AccessDenied',
      (fields) => {
        const parts = new FormData();
        for (const [name, value] of Object.entries(fields).slice(0, -1)) parts.append(name, String(value));
        parts.append('file', still);
        return parts;
      },
    ],
    [
      'a field too many',
      'AccessDenied',
      (fields) => {
        const parts = new FormData();
        for (const [name, value] of Object.entries({ ...fields, acl: 'public' })) parts.append(name, value);
        parts.append('file', still);
        return parts;
      },
    ],
  ])('refuse %s', async (_what, code, made, own) => {
    const { simulator, ask, form, send } = await storage();
    const slot = await ask();
    const small = new Blob([new Uint8Array(code === 'EntityTooSmall' ? 511 : 512)]);
    const { status, text } = await send(slot.uploadUrl, made(slot.fields) ?? form(slot.fields, small), own);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).toContain(`<Code>${code}</Code>`);
    expect(simulator.runwayUploads).toEqual([]);
  });
});
