import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { requestFromJson, requestToJson, type VideoRequest } from '@vid/core';
import { parseExchanges, type RecordedExchange } from '@vid/simulator';
import * as z from 'zod/mini';
import { newId } from '../commands/generate.ts';
import { ExitError } from '../exit-codes.ts';
import type { Words } from './words.ts';

/** A video that is being made to verify an api: on the disk before it is sent, until its end has been told. */
export interface Work {
  /** Of its job: the key under which it is paid once. */
  readonly id: string;
  readonly request: VideoRequest;
  readonly exchanges: readonly RecordedExchange[];
  readonly save: (exchanges: readonly RecordedExchange[]) => void;
  readonly drop: () => void;
}

const schema = z.object({
  id: z.string(),
  request: z.record(z.string(), z.unknown()),
  exchanges: z.unknown(),
});

/** Where the work on an api is. */
export const workFile = (folder: string, provider: string, api: string) =>
  join(folder, 'verify', `${provider}-${api}.json`);

/** Whole, or as it was before. */
export function replaceFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, text, { mode: 0o600 });
  renameSync(beside, file);
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** What an earlier process of this machine has begun; `undefined`: nothing. Throws `ExitError` where that cannot be told. */
export function findWork(words: Words, file: string): Work | undefined {
  try {
    const { id, request, exchanges } = z.parse(schema, JSON.parse(readFileSync(file, 'utf8')));
    return workAt(file, id, requestFromJson(request), request, parseExchanges(exchanges));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new ExitError('impossible', words.unreadable(file));
  }
}

/** Takes the place; where another process was faster, its work is the work. */
export async function beginWork(
  words: Words,
  file: string,
  request: VideoRequest,
  exchanges: readonly RecordedExchange[],
): Promise<Work> {
  const json = await requestToJson(request);
  const id = newId();
  const beside = `${file}.${id}`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(beside, JSON.stringify({ id, request: json, exchanges }), { mode: 0o600 });
  try {
    takePlace(beside, file);
  } catch (error) {
    const found = findWork(words, file);
    if (found === undefined) throw error;
    return found;
  } finally {
    rmSync(beside, { force: true });
  }
  return workAt(file, id, requestFromJson(json), json, exchanges);
}

/** At once and whole, and only where nothing is. */
function takePlace(beside: string, file: string): void {
  try {
    linkSync(beside, file);
  } catch {
    // Some file systems have no links.
    copyFileSync(beside, file, constants.COPYFILE_EXCL);
  }
}

function workAt(
  file: string,
  id: string,
  request: VideoRequest,
  json: object,
  exchanges: readonly RecordedExchange[],
): Work {
  return {
    id,
    request,
    exchanges,
    save: (now) => replaceFile(file, JSON.stringify({ id, request: json, exchanges: now })),
    drop: () => rmSync(file, { force: true }),
  };
}
