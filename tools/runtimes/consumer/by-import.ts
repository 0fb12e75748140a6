import * as core from '@vid/core';
import * as download from '@vid/core/download';
import * as jimeng from '@vid/jimeng';
import * as kling from '@vid/kling';
import * as runway from '@vid/runway';
import { type Report, runScenario, type Settings } from './scenario.ts';

export const run = (settings: Settings): Promise<Report> =>
  runScenario({ core, download, jimeng, kling, runway }, settings);
