/*
 * Sets CHROMIUM_PATH to the first browser of Chromium's kind that is there, unless it is set. Whatever starts one imports
 * this file or is a child of what did, since no package may import from here.
 */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const paths: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
  darwin: ['/', homedir()].flatMap((root) =>
    ['Chromium', 'Google Chrome'].map((name) =>
      join(root, 'Applications', `${name}.app/Contents/MacOS/${name}`),
    ),
  ),
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

const found = paths[process.platform]?.find((path) => existsSync(path));
if (found !== undefined) process.env['CHROMIUM_PATH'] ??= found;
