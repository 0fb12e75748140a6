import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runDry, secret } from './run-dry.ts';

const names = readdirSync(new URL('../src/', import.meta.url)).filter((name) => name.endsWith('.ts'));

describe('the examples run dry', () => {
  it.each(names)('%s, with every key and with none', async (name) => {
    const texts = await Promise.all([true, false].map((hasKeys) => runDry(`src/${name}`, { hasKeys })));
    expect(texts.join('\n')).not.toContain('NETWORK');
    expect(texts.join('\n')).not.toContain(secret);
  });

  it('the trap sees a paid request: first-video.ts --pay', async () => {
    await expect(runDry('src/first-video.ts', { args: ['--pay'] })).rejects.toMatchObject({
      stdout: expect.stringContaining('NETWORK'),
    });
  });

  it('the plan is explained, and the request shown', async () => {
    const text = await runDry('src/plan.ts');
    expect(text).toContain('1. runway:runwayml-gen4_turbo-5 (claimed, 720p, price unknown)');
    expect(text).toContain('would fit: without watermark');
    expect(text).toContain('https://yunwu.ai/runwayml/v1/image_to_video');
    expect(text).toContain('Bearer ***');
  });

  it('the guide’s helper prints the guide’s payload', async () => {
    const text = await runDry('src/first-video.ts');
    expect(text).toContain('{ valid: true }');
    expect(text).toMatch(/promptText: '猫咪跳舞'/);
    expect(text).toContain("ratio: '1280:768'");
  });

  it('a request that nobody can do is explained with what would fit', async () => {
    expect(await runDry('src/why-not.ts')).toContain('would fit: duration 5 instead of 10');
  });
});
