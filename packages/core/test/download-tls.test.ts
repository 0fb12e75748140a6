import { once } from 'node:events';
import { get, globalAgent } from 'node:https';
import { downloadVideo } from '@vid/core/download';
import { expect, it, onTestFinished } from 'vitest';
import { collector, failure, sha256, virtualClock } from './download-server.ts';
import { clip, serveSecurely, trust } from './download-secure-server.ts';

it('downloadVideo: uses https', async () => {
  trust();
  const { url, allowHosts } = await serveSecurely();
  const { stream } = collector();
  expect(await downloadVideo({ url }, stream, { allowHosts })).toMatchObject({ sha256: sha256(clip) });
});

it('downloadVideo: trusts no certificate that this machine does not trust, also of an allowed host', async () => {
  const { url, allowHosts } = await serveSecurely();
  const { stream } = collector();
  const { clock, slept } = virtualClock();
  const done = downloadVideo({ url }, stream, { allowHosts, clock });
  await failure(done, 'network', /certificate of localhost:\d+ is not valid \(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
  expect(slept).toEqual([]);
});

it('downloadVideo: reuses no pooled connection, which may lead inside', async () => {
  trust();
  const { url } = await serveSecurely();
  const pooled = once(globalAgent, 'free');
  get(url, (response) => void response.resume());
  await pooled;
  onTestFinished(() => globalAgent.destroy());
  await failure(downloadVideo({ url }, collector().stream), 'invalid-request', /is not a public address/);
  expect(Object.values(globalAgent.freeSockets).flat()).toHaveLength(1);
});
