import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKling } from '@vid/kling';
import { expect, it, onTestFinished } from 'vitest';
import { openMcp } from '../src/mcp-server.ts';

it('the server of the README answers a client, and holds a video to its limit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vid-example-'));
  const mcp = openMcp([createKling({ api: 'official', apiKey: 'a-key' })], folder);
  onTestFinished(async () => {
    await mcp.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const call = async (name: string, given: object) => {
    const answer = await mcp.fetch(
      new Request('http://localhost/', {
        method: 'POST',
        headers: {
          host: 'localhost',
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name, arguments: given },
        }),
      }),
    );
    return answer.text();
  };
  const dear = { model: 'kling:kling-v3', prompt: 'a kite', duration: 15, quality: 'pro', audio: true };
  expect(await call('vid_plan', { request: dear })).toContain('the limit is 2 USD');
  expect(await call('vid_plan', { request: { ...dear, duration: 5 } })).toContain('about 0.84 USD');
});
