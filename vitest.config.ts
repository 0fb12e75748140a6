import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const source = { conditions: ['@vid/source', ...defaultServerConditions] };

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
          include: [
            '{packages,apps}/*/test/**/*.test.ts',
            'examples/test/**/*.test.ts',
            'scripts/test/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['apps/*/test/**/*.browser.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
