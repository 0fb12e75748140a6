import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { Service, Signer } from '@volcengine/openapi';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sign } from '../src/official/signature.ts';

/* The signature and the simulator in the eyes of the vendor's own SDK, which no one here wrote. */

const Version = '2022-08-31';

async function connect(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, ...options });
  onTestFinished(() => simulator.close());
  const { accessKey: accessKeyId, secretKey } = simulator.volcengine;
  const host = new URL(simulator.url).host;
  const service = new Service({ serviceName: 'cv', protocol: 'http:', host, accessKeyId, secretKey });
  const call = (action: string) => {
    const send = service.createJSONAPI(action, { Version });
    return async (body: object): Promise<unknown> => send({ ...body });
  };
  return {
    simulator,
    service,
    submit: call('CVSync2AsyncSubmitTask'),
    query: call('CVSync2AsyncGetResult'),
  };
}

const request = { req_key: 'jimeng_t2v_v30', prompt: '纸船漂过雨街 🏮', aspect_ratio: '9:16' };
const ofTask = (task_id: string | undefined) => ({ req_key: request.req_key, task_id });

describe('@volcengine/openapi against the simulator', () => {
  it('completes a task', async () => {
    const { simulator, submit, query } = await connect();
    expect(await submit(request)).toMatchObject({
      code: 10000,
      data: { task_id: expect.stringMatching(/^\d{19}$/) },
    });
    const id = simulator.tasks[0]?.id;
    expect(await query(ofTask(id))).toMatchObject({ data: { status: 'in_queue' } });
    simulator.advance(20);
    expect(await query(ofTask(id))).toMatchObject({
      code: 10000,
      data: { status: 'done', video_url: expect.stringContaining('/clips/jimeng-9x16-5s.mp4') },
    });
    expect(simulator.tasks).toMatchObject([{ body: request }]);
  });

  it('reads a verdict', async () => {
    const { simulator, submit, query } = await connect({
      outcome: () => ({ failed: 'Post Video Risk Not Pass', code: '50516' }),
    });
    await submit(request);
    simulator.advance(20);
    expect(await query(ofTask(simulator.tasks[0]?.id))).toMatchObject({
      code: 50516,
      message: 'Post Video Risk Not Pass',
    });
  });

  it('reads a refusal of its keys', async () => {
    const { simulator, service, submit } = await connect();
    service.setSecretKey('another');
    expect(await submit(request)).toMatchObject({
      ResponseMetadata: { Error: { Code: 'SignatureDoesNotMatch' } },
    });
    expect(simulator.tasks).toEqual([]);
  });

  it('signs with temporary keys', async () => {
    const { simulator, service, submit } = await connect();
    service.setSessionToken(simulator.volcengine.sessionToken);
    expect(await submit(request)).toMatchObject({ code: 10000 });
    service.setSessionToken('another');
    expect(await submit(request)).toMatchObject({
      ResponseMetadata: { Error: { Code: 'InvalidSecretToken' } },
    });
  });
});

describe('the signature', () => {
  it.each([undefined, 'STSEXAMPLETOKEN'])(
    'is that of @volcengine/openapi, session token %s',
    async (token) => {
      const accessKey = 'AKLTEXAMPLE00000000000000000001';
      const secretKey = 'TestSecretKeyForVectorsOnly0123456789abc==';
      const host = 'visual.volcengineapi.com';
      const body = JSON.stringify(request);
      const at = new Date('2026-01-15T08:30:00Z');
      const params = { Version, Action: 'CVSync2AsyncSubmitTask' };
      const theirs = { method: 'POST', region: 'cn-north-1', params, headers: { Host: host }, body };
      const session = token === undefined ? {} : { sessionToken: token };
      new Signer(theirs, 'cv').addAuthorization({ accessKeyId: accessKey, secretKey, ...session }, at);
      const url = `https://${host}/?${new URLSearchParams(params).toString()}`;
      // The SDK never signs `content-type`; we do where it is given.
      const { headers } = await sign(
        { method: 'POST', url, headers: {}, body },
        { accessKey, secretKey, ...session },
        at,
      );
      const theirHeaders = Object.entries<string>(theirs.headers).map(([name, value]) => [
        name.toLowerCase(),
        value,
      ]);
      expect({ host, ...headers }).toEqual(Object.fromEntries(theirHeaders));
    },
  );
});
