import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Keys } from './consumer/scenario.ts';

const control = 'control-of-the-runtimes';
const cli = join(import.meta.dirname, 'node_modules/@vid/simulator/dist/cli.js');

/** What the simulated services take. */
export const keys: Keys = {
  runway: { apiKey: 'sk-simulator' },
  kling: { accessKey: 'ak-simulator', secretKey: 'sk-simulator-secret' },
  jimeng: {
    accessKey: 'AKLTSIMULATOR000000000000000001',
    secretKey: 'U2ltdWxhdG9yU2VjcmV0S2V5Tm90QmFzZTY0==',
  },
};

/** The same where the providers look for them. */
export const environment = {
  RUNWAYML_API_SECRET: keys.runway.apiKey,
  KLINGAI_ACCESS_KEY: keys.kling.accessKey,
  KLINGAI_SECRET_KEY: keys.kling.secretKey,
  VOLC_ACCESSKEY: keys.jimeng.accessKey,
  VOLC_SECRETKEY: keys.jimeng.secretKey,
} as const;

interface Bill {
  readonly lines: readonly { readonly service: string; readonly api: string; readonly tasks: number }[];
}

/** The packed simulator in a process of its own, where a task takes 0.4 s. */
export async function startSimulator() {
  const child = spawn(process.execPath, [cli, '--port', '0', '--speed', '50', '--control', control], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = await once(createInterface(child.stdout), 'line');
  const [url] = /http:\S+/.exec(String(line)) ?? [];
  if (url === undefined) throw new Error(`The simulator says no address: ${String(line)}`);
  const call = async (path: string, body?: unknown): Promise<string> => {
    const answer = await fetch(`${url}/_control/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${control}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`The simulator answers ${answer.status}: ${await answer.text()}`);
    return answer.text();
  };
  return {
    url,
    /** How many tasks were made, and so billed, by service and api. */
    async billed(): Promise<Readonly<Record<string, number>>> {
      const { lines }: Bill = JSON.parse(await call('bill'));
      const sums: Record<string, number> = {};
      for (const { service, api, tasks } of lines) {
        const name = `${service} (${api})`;
        sums[name] = (sums[name] ?? 0) + tasks;
      }
      return sums;
    },
    /** Sets a fault. */
    fault: (rule: object) => call('faults', rule),
    async close() {
      child.kill();
      await exited;
    },
  };
}
