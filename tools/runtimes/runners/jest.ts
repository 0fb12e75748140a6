import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../consumer/scenario.ts';
import type { Given } from '../runtime.ts';
import { environment } from '../simulator.ts';
import { outputOf, settingsOf } from './command.ts';

/** A test under Jest, on the Node that is given, with the one flag that the documentation names. */
export const inJest =
  (node: string, testFile: 'by-import.test.mjs' | 'by-require.test.cjs') =>
  async (given: Given): Promise<Report> => {
    const report = join(given.folder, 'report.json');
    const jest = ['node_modules/jest/bin/jest.js', '--config', 'jest/jest.config.cjs'];
    await outputOf([node, ...jest, '--runInBand', '--testMatch', `**/${testFile}`], {
      ...environment,
      NODE_OPTIONS: '--experimental-vm-modules',
      REPORT: report,
      SETTINGS: JSON.stringify(settingsOf(given)),
    });
    return JSON.parse(readFileSync(report, 'utf8'));
  };
