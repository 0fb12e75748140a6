import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const folder = new URL('../src/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));

// Every example runs dry: without a key, and with a proxy that would see any request.
const requested: string[] = [];
const proxy = createServer((request, response) => {
  requested.push(request.url ?? '');
  response.writeHead(502).end();
}).on('connect', (request, socket) => {
  requested.push(request.url ?? '');
  socket.end();
});
beforeAll(() => new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve)));
afterAll(() => void proxy.close());

async function runDry(name: string): Promise<string> {
  const address: AddressInfo | string | null = proxy.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const env = {
    PATH: process.env['PATH'] ?? '',
    NODE_USE_ENV_PROXY: '1',
    HTTPS_PROXY: `http://127.0.0.1:${port}`,
  };
  const { stdout } = await run(
    process.execPath,
    ['--conditions=@vid/source', new URL(name, folder).pathname],
    { env },
  );
  return stdout;
}

describe('the examples run dry', () => {
  it.each(names)('%s', async (name) => {
    await expect(runDry(name)).resolves.toBeTypeOf('string');
    expect(requested).toEqual([]);
  });

  it('the first video explains the plan and shows the request', async () => {
    const text = await runDry('first-video.ts');
    expect(text).toContain('1. runway:runwayml-gen4_turbo-5 (claimed, 720p, price unknown)');
    expect(text).toContain('would fit: without watermark');
    expect(text).toContain('https://yunwu.ai/runwayml/v1/image_to_video');
    expect(text).toContain('Bearer ***');
  });

  it('the guide’s helpers print the guide’s payload', async () => {
    const text = await runDry('runway-five-seconds.ts');
    expect(text).toMatch(/promptText: '猫咪跳舞'/);
    expect(text).toContain("ratio: '1280:768'");
    expect(text).toContain('must be an https:// URL');
  });

  it('a request that nobody can do is explained with what would fit', async () => {
    expect(await runDry('why-not.ts')).toContain('would fit: duration 5 instead of 10');
  });
});
