import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { ApiManifest } from '@vid/core/provider-kit';
import type { Environment } from './language.ts';

/** Where the books are kept: `VID_STATE_DIR`, else the platform's place for a program's state. */
export function stateFolder(environment: Environment): string {
  const { VID_STATE_DIR: own, XDG_STATE_HOME: xdg, LOCALAPPDATA: local } = environment;
  if (own !== undefined && own !== '') return own;
  if (process.platform === 'win32') return join(local ?? join(homedir(), 'AppData', 'Local'), 'vid');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'vid');
  return join(xdg !== undefined && xdg !== '' ? xdg : join(homedir(), '.local', 'state'), 'vid');
}

/** `VID_KLING_GATEWAY_BASE_URL`: where an api is, in place of its usual address. */
export const baseUrlVariable = (provider: string, api: string) =>
  `VID_${provider}_${api}_BASE_URL`.toUpperCase().replaceAll(/[^A-Z\d]/g, '_');

const isSet = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';
const isAddress = (name: string) => name.endsWith('_BASE_URL');

/**
 * The variables of one service: the environment's, else those of `.env` in this folder. Others of that file are not read, and it
 * says of no key of the environment where that goes: a folder may be somebody else's.
 */
export function readVariables(environment: Environment, names: readonly string[]): Environment {
  const file = readEnvFile();
  const hasKey = names.some((name) => !isAddress(name) && isSet(environment[name]));
  const found: Record<string, string> = {};
  for (const name of names) {
    // A variable that is set to nothing is not set.
    const inFile = hasKey && isAddress(name) ? undefined : file[name];
    const value = [environment[name], inFile].find(isSet);
    if (value !== undefined) found[name] = value.trim();
  }
  return found;
}

function readEnvFile(): Environment {
  try {
    return parseEnv(readFileSync('.env', 'utf8'));
  } catch {
    return {};
  }
}

/** The settings of the first way to give a key of which all variables are set; `undefined` where none is. */
export function keysIn(environment: Environment, { keys }: ApiManifest): Environment | undefined {
  for (const way of keys) {
    const settings: Record<string, string> = {};
    for (const [setting, variable] of Object.entries(way)) {
      const value = environment[variable];
      if (value !== undefined) settings[setting] = value;
    }
    if (Object.keys(settings).length === Object.keys(way).length) return settings;
  }
  return undefined;
}
