import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { onTestFinished } from 'vitest';
import { film, listen, planted } from './download-server.ts';

/** For `localhost` until 2126, made for this file alone: it protects nothing. */
export const cert = `-----BEGIN CERTIFICATE-----
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
export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgWN0snl5290ntJ5Yy
3NGb+eSISeXRCmYtQzQv9qQO8yWhRANCAAQw2NWgl66kq0Zwy3Bidx2Qn5tenpLg
CT+1vA7dAnuid6nd25aQ4rBUwMYNy7ya3LaAk33rGDtd4Riewt12uboX
-----END PRIVATE KEY-----`;

export const clip = film(300_000);

export async function serveSecurely() {
  /** The names that TLS was asked for. */
  const names: string[] = [];
  const SNICallback = (name: string, done: (error: null) => void) => {
    names.push(name);
    done(null);
  };
  const server = createServer({ cert, key, SNICallback }, (_request, response) => {
    response.setHeader('content-type', 'video/mp4').end(clip);
  });
  const port = Number((await listen(server)).split(':')[1]);
  return { port, names, url: `https://localhost:${port}/?sig=${planted}`, allowHosts: [`localhost:${port}`] };
}

export function trust() {
  const known = getCACertificates();
  setDefaultCACertificates([...known, cert]);
  onTestFinished(() => setDefaultCACertificates(known));
}
