import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const command = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

function run(...flags: readonly string[]) {
  const child = spawn(process.execPath, [command, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const text = { out: '', err: '' };
  const printed = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text.out += part;
      if (text.out.includes('ends the simulator.')) resolve();
    });
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    text.err += part;
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return { child, text, printed, ended };
}

describe('vid-simulator', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('starts, serves, and ends cleanly on %s', async (signal) => {
    const { child, text, printed, ended } = run('--port', '0', '--api-key', 'sk-cli', '--speed', '5');
    await printed;
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text.out)?.[0];
    expect(text.out).toContain('sk-cli');
    const response = await fetch(`${url}/v1/video/create`, {
      method: 'POST',
      headers: { Authorization: 'Bearer sk-cli', 'Content-Type': 'application/json' },
      body: JSON.stringify({ model: 'jimeng-video-3.0', prompt: 'a lantern' }),
    });
    expect(response.status).toBe(200);
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(text.err).toBe('');
  });

  it('sets faults', async () => {
    const faults = ['--fault', 'rate-limited@submit', '--fault', 'accepted-error@submit:1'];
    const { text, printed } = run('--port', '0', ...faults);
    await printed;
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text.out)?.[0];
    const submit = () =>
      fetch(`${url}/v1/video/create`, {
        method: 'POST',
        headers: { Authorization: 'Bearer sk-simulator', 'Content-Type': 'application/json' },
        body: JSON.stringify({ model: 'jimeng-video-3.0', prompt: 'a lantern' }),
      });
    expect([await submit(), await submit(), await submit()].map(({ status }) => status)).toEqual([
      429, 502, 502,
    ]);
  });

  it('is steered from outside, where time may stand still', async () => {
    const { text, printed } = run('--port', '0', '--speed', '0', '--seconds', '8', '--control', 'steer-me');
    await printed;
    expect(text.out).not.toContain('steer-me');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text.out)?.[0];
    const call = async (path: string, body?: object) => {
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const headers = { Authorization: 'Bearer steer-me' };
      const response = await fetch(`${url}/_control${path}`, { ...init, headers });
      return { status: response.status, json: await response.json() };
    };
    const submit = () =>
      fetch(`${url}/v1/video/create`, {
        method: 'POST',
        headers: { Authorization: 'Bearer sk-simulator', 'Content-Type': 'application/json' },
        body: JSON.stringify({ model: 'jimeng-video-3.0', prompt: 'a lantern' }),
      });
    expect(await call('/faults', { on: 'submit', kind: 'html-403' })).toMatchObject({ status: 201 });
    expect((await submit()).status).toBe(403);
    expect(await call('/bill')).toMatchObject({
      json: { tasks: 1, lines: [{ service: 'jimeng', tasks: 1 }] },
    });
    expect(await call('/tasks')).toMatchObject({ json: [{ status: 'queued' }] });
    await call('/time', { seconds: 8 });
    expect(await call('/tasks')).toMatchObject({ json: [{ status: 'succeeded' }] });
  });

  it('lists the faults, and what is billed behind them', async () => {
    const { text, ended } = run('--list-faults');
    expect(await ended).toMatchObject({ code: 0 });
    expect(text.out).toContain('html-403@submit (a task is created): ');
    expect(text.out).toContain('rate-limited@submit (no task): ');
    expect(text.out).toContain('html-403@poll: ');
  });

  it('explains itself', async () => {
    const { text, ended } = run('--help');
    expect(await ended).toMatchObject({ code: 0 });
    for (const flag of ['--port', '--host', '--speed', '--api-key', '--webhook-secret', '--fault', '--help'])
      expect(text.out).toContain(flag);
    for (const flag of ['--seconds', '--public-url', '--control', '--list-faults'])
      expect(text.out).toContain(flag);
  });

  it.each([
    [['--port', 'x'], "--port takes a number from 0 to 65535, not 'x'"],
    [['--port', '65536'], '--port takes'],
    [['--speed', '0'], "--speed takes a number above 0, not '0'"],
    [['--speed', 'fast'], '--speed takes'],
    [['--seconds', ''], '--seconds takes a number of 0 or more'],
    [['--api-key', ''], '--api-key takes'],
    [['--fault', 'cut'], '--fault takes kind@submit, kind@poll, kind@clip or kind@callback, then :rate'],
    [['--fault', 'expired@submit'], "not 'expired@submit'"],
    [['--fault', 'cut@submit:2'], '--fault takes'],
    [['--fault', 'cut@submit:often'], '--fault takes'],
    [['--webhook-secret', 'a secret?'], '--webhook-secret takes whsec_ and base64'],
    [['--colour', 'red'], "'--colour'"],
    [['8080'], '8080'],
  ])('refuses %j with exit code 2', async (flags, message) => {
    const { text, ended } = run(...flags);
    expect(await ended).toMatchObject({ code: 2 });
    expect(text.out).toBe('');
    expect(text.err).toMatch(/^vid-simulator: /);
    expect(text.err).toContain(message);
    expect(text.err).not.toContain('    at ');
  });

  it('says that its port is taken', async () => {
    const other = createServer();
    onTestFinished(() => void other.close());
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { text, ended } = run('--port', String(port));
    expect(await ended).toMatchObject({ code: 1 });
    expect(text.err).toMatch(/^vid-simulator: .*EADDRINUSE/);
  });
});
