import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Report } from '../consumer/scenario.ts';
import type { Given } from '../runtime.ts';
import { environment } from '../simulator.ts';
import { here, outputOf, settingsOf } from './command.ts';

const command = [process.execPath, 'node_modules/next/dist/bin/next'] as const;
const variables = { NEXT_TELEMETRY_DISABLED: '1', ...environment };

/** The application in `next`, built once and served to both of its routes. */
export function createNext() {
  let server: ChildProcess | undefined;
  async function start(): Promise<string> {
    await outputOf([...command, 'build', 'next'], variables);
    const [node, cli] = command;
    const child = spawn(node, [cli, 'start', 'next', '--port', '0', '--hostname', '127.0.0.1'], {
      cwd: here,
      env: { ...process.env, ...variables, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    server = child;
    for await (const line of createInterface(child.stdout)) {
      const [url] = /http:\S+/.exec(line) ?? [];
      if (url !== undefined) return url;
    }
    throw new Error('Next says no address.');
  }
  let started: Promise<string> | undefined;
  return {
    run:
      (route: 'server' | 'edge') =>
      async (given: Given): Promise<Report> => {
        started ??= start();
        const { folder, ...addresses } = settingsOf(given);
        const settings = { ...addresses, ...(route === 'server' && { folder }) };
        const answer = await fetch(`${await started}/${route}`, {
          method: 'POST',
          body: JSON.stringify(settings),
        });
        const said = await answer.text();
        if (!answer.ok) throw new Error(`${answer.status}: ${said}`);
        return JSON.parse(said);
      },
    async close(): Promise<void> {
      if (server === undefined) return;
      const exited = once(server, 'exit');
      server.kill();
      await exited;
    },
  };
}
