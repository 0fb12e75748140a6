import './scripts/chromium.ts';
import { availableParallelism } from 'node:os';
import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

// Node has no `module` condition, and what packages hide behind it is for bundlers: Node cannot always load it.
const conditions = defaultServerConditions.filter((condition) => condition !== 'module');
const source = { conditions: ['@vid/source', ...conditions] };

export default defineConfig({
  ssr: { resolve: source },
  resolve: source,
  test: {
    reporters: ['default', './scripts/closing-line-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // A limit against hanging, not a measurement: a loaded machine must not fail a test.
          testTimeout: 120_000,
          // Many tests wait for processes: two at a time share two cores well, where Vitest would run one.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          include: [
            '{packages,apps}/*/test/**/*.test.ts',
            'examples/{test,*/test}/**/*.test.ts',
            'scripts/test/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['{apps,packages}/*/test/**/*.browser.ts'],
          globalSetup: 'apps/demo/test/browser-setup.ts',
          testTimeout: 300_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          // After the others, so that the browser has the machine to itself.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
