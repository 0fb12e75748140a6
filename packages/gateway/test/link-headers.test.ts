import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createRouter, type VideoProvider, type VideoTask } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { createGatewayProvider } from '@vid/gateway';
import { describe, expect, it } from 'vitest';
import { key, listen, service, task } from './fixture.ts';

const clip = Buffer.concat([
  Buffer.from('\0\0\0\x0Cftypisom\0\0\0\x08moov\0\0\x13\x90mdat', 'latin1'),
  Buffer.alloc(5_000),
]);
const film: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': clip.length }).end(clip);
};
const to =
  (location: string): RequestListener =>
  (_request, response) => {
    response.writeHead(302, { location }).end();
  };

/** A real server with these paths, and what it was asked; without the key its links answer 401. */
async function serve(paths: Readonly<Record<string, RequestListener>>, isOpen = false) {
  const asked: (readonly [path: string, authorization: string | undefined])[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const { url = '', headers } = request;
    asked.push([url, headers.authorization]);
    const isLet = isOpen || headers.authorization === `Bearer ${key}`;
    const answer = paths[url.replace(/\?.*/, '')];
    if (isLet && answer !== undefined) answer(request, response);
    else response.writeHead(isLet ? 404 : 401).end();
  });
  const host = await listen(server);
  return { host, asked };
}

const done = (url: string): VideoTask => ({ ...task, status: 'succeeded', videos: [{ url }] });

async function fetched(url: string, provider: VideoProvider, allowHosts: readonly string[]) {
  let bytes = 0;
  const target = new WritableStream<Uint8Array>({
    write(chunk) {
      bytes += chunk.length;
    },
  });
  await downloadVideo({ url }, target, { provider, task: done(url), allowHosts });
  return bytes;
}

describe('a result behind the gateway’s key', () => {
  const path = '/v1/videos/task_1/content';

  it('comes home with the key, through a router as well', async () => {
    const { host, asked } = await serve({ [path]: film });
    const gateway = createGatewayProvider(service, { apiKey: key, baseUrl: `http://${host}/` });
    for (const provider of [gateway, createRouter([gateway])])
      expect(await fetched(`http://${host}${path}`, provider, [host])).toBe(clip.length);
    const withKey = [path, `Bearer ${key}`];
    expect(asked).toEqual([withKey, withKey]);
  });

  it('is redirected without the key, and back to the gateway without it', async () => {
    const store = await serve({ '/a.mp4': film }, true);
    const gate = await serve({ [path]: to(`http://${store.host}/a.mp4`), '/near': to(path) });
    const allowHosts = [store.host, gate.host];
    const gateway = createGatewayProvider(service, { apiKey: key, baseUrl: `http://${gate.host}` });
    expect(await fetched(`http://${gate.host}/near`, gateway, allowHosts)).toBe(clip.length);
    expect(gate.asked).toEqual([
      ['/near', `Bearer ${key}`],
      [path, `Bearer ${key}`],
    ]);
    expect(store.asked).toEqual([['/a.mp4', undefined]]);

    const thief = await serve({ '/a.mp4': to(`http://${gate.host}/back`) }, true);
    const around = await serve({ [path]: to(`http://${thief.host}/a.mp4`) });
    const other = createGatewayProvider(service, { apiKey: key, baseUrl: `http://${around.host}` });
    const hosts = [thief.host, around.host, gate.host];
    await expect(fetched(`http://${around.host}${path}`, other, hosts)).rejects.toMatchObject({
      name: 'VideoError',
    });
    expect([...thief.asked, ...gate.asked.slice(2)].map(([, authorization]) => authorization)).toEqual(
      expect.arrayContaining([undefined]),
    );
    expect(JSON.stringify([...thief.asked, ...gate.asked.slice(2)])).not.toContain(key);
  });

  it.each([
    ['another host', 'https://media.example/a.mp4'],
    ['another port', 'https://gate.example:8443/a.mp4'],
    ['another scheme', 'http://gate.example/a.mp4'],
    ['a name that only begins alike', 'https://gate.example.thief.example/a.mp4'],
    ['a user that looks like a host', 'https://gate.example@thief.example/a.mp4'],
    ['a link that is its own key', 'https://gate.example/v1/tasks/1/artifacts/video/content?access=abc'],
    ['no link', 'nothing'],
  ])('is not what %s has', async (_what, url) => {
    const gateway = createGatewayProvider(service, { apiKey: key, baseUrl: 'https://gate.example' });
    expect(await gateway.linkHeaders?.({ url }, done(url))).toEqual({});
  });

  it('needs a key that is there', async () => {
    const gateway = createGatewayProvider(service, { apiKey: ' ', baseUrl: 'https://gate.example' });
    const url = `https://gate.example${path}`;
    await expect(gateway.linkHeaders?.({ url }, done(url))).rejects.toMatchObject({ code: 'authentication' });
  });
});
