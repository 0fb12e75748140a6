import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

export interface Registry {
  readonly url: string;
  /** An npmrc that asks it for everything, and may publish there. */
  readonly npmrc: string;
  readonly close: () => void;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/-/ping`).catch(() => undefined);
    if (answer?.ok === true) return;
    if (child.exitCode !== null) throw new Error('The registry has ended.');
    await setTimeout(100);
  }
}

/** A registry on loopback that has what is published here, and asks `upstream` for all that is not of this project. */
export async function startRegistry(folder: string, upstream: string): Promise<Registry> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(folder, { recursive: true });
  const config = {
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd') } },
    uplinks: { others: { url: upstream } },
    packages: {
      '@vid/*': { access: '$all', publish: '$all' },
      '**': { access: '$all', publish: '$none', proxy: 'others' },
    },
    max_body_size: '100mb',
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify(config));
  const npmrc = join(folder, 'npmrc');
  // npm does not publish without a token; this registry takes any.
  writeFileSync(npmrc, `registry=${url}/\n//127.0.0.1:${port}/:_authToken=none\nprovenance=false\n`);
  const bin = join(import.meta.dirname, 'node_modules/verdaccio/bin/verdaccio');
  const child = spawn(process.execPath, [bin, '--config', join(folder, 'config.yaml'), '--listen', url], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await answers(url, child);
  return { url, npmrc, close: () => child.kill() };
}
