import { once } from 'node:events';
import { createServer, get, globalAgent } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { downloadVideo } from '@vid/core/download';
import { expect, it, onTestFinished } from 'vitest';
import { collector, failure, film, listen, planted, sha256, virtualClock } from './download-server.ts';

/** For `localhost` until 2126, made for this file alone: it protects nothing. */
const cert = `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUPhuVCuNgWEDOcZ9JYbBZHq57oYAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjIyMzQ0OVoYDzIxMjYxMDI5
MjIzNDQ5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQw2NWgl66kq0Zwy3Bidx2Qn5tenpLgCT+1vA7dAnuid6nd25aQ4rBU
wMYNy7ya3LaAk33rGDtd4Riewt12uboXo2kwZzAdBgNVHQ4EFgQUqWi82hMj7SiP
7FsJIZPKhmdE6jEwHwYDVR0jBBgwFoAUqWi82hMj7SiP7FsJIZPKhmdE6jEwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhAIrEHTcAVuT6t2pjWoV1FkgYwWwAmIhUv5FnRI/3Y1OgAiEArvGIpAWb
Pdz3UnMcphL2/NvV8JTi8ROJoFkplOGWZDs=
-----END CERTIFICATE-----`;
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgWN0snl5290ntJ5Yy
3NGb+eSISeXRCmYtQzQv9qQO8yWhRANCAAQw2NWgl66kq0Zwy3Bidx2Qn5tenpLg
CT+1vA7dAnuid6nd25aQ4rBUwMYNy7ya3LaAk33rGDtd4Riewt12uboX
-----END PRIVATE KEY-----`;

const clip = film(300_000);

async function serveSecurely() {
  const server = createServer({ cert, key }, (_request, response) => {
    response.setHeader('content-type', 'video/mp4').end(clip);
  });
  const port = (await listen(server)).split(':')[1];
  return { url: `https://localhost:${port}/?sig=${planted}`, allowHosts: [`localhost:${port}`] };
}

function trust() {
  const known = getCACertificates();
  setDefaultCACertificates([...known, cert]);
  onTestFinished(() => setDefaultCACertificates(known));
}

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
