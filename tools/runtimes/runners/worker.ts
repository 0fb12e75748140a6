import { join } from 'node:path';
import { Miniflare, type MiniflareOptions } from 'miniflare';
import { build } from 'vite';
import type { Report, Settings } from '../consumer/scenario.ts';
import type { Given } from '../runtime.ts';
import { environment, keys } from '../simulator.ts';
import { here } from './command.ts';

/** A Worker as its tools bundle it, but for the `browser` condition: the one of Workers has to do. */
async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions: ['workerd', 'worker', 'module'] },
    build: {
      write: false,
      target: 'es2024',
      modulePreload: false,
      rolldownOptions: {
        input: join(here, 'workers', entry),
        preserveEntrySignatures: 'strict',
        output: { codeSplitting: false },
      },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('One bundle was expected.');
  return built.output[0].code;
}

export async function openWorker(entry: string, options: Partial<MiniflareOptions> = {}): Promise<Miniflare> {
  const script = await bundle(entry);
  return new Miniflare({ modules: true, script, compatibilityDate: '2026-07-01', ...options });
}

/** `bindings`: the keys are in the Worker's environment, which `nodejs_compat` shows as `process.env`; `settings`: passed. */
export const inWorker =
  (keysBy: 'bindings' | 'settings') =>
  async ({ simulator, dead }: Given): Promise<Report> => {
    const compat = { compatibilityFlags: ['nodejs_compat'], bindings: environment };
    const worker = await openWorker('scenario.ts', keysBy === 'bindings' ? compat : {});
    const settings: Settings = {
      baseUrl: simulator,
      deadUrl: dead,
      ...(keysBy === 'settings' && { keys }),
    };
    try {
      const answer = await worker.dispatchFetch('https://worker.example', {
        method: 'POST',
        body: JSON.stringify(settings),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return JSON.parse(await answer.text());
    } finally {
      await worker.dispose();
    }
  };
