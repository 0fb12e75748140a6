import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { requestFromJson, requestToJson, type VideoRequest } from '@vid/core';
import { parseExchanges, type RecordedExchange } from '@vid/simulator';
import * as z from 'zod/mini';
import { newId } from '../commands/generate.ts';

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

const fileOf = (folder: string, provider: string, api: string) =>
  join(folder, 'verify', `${provider}-${api}.json`);

/** Whole, or as it was before. */
export function replaceFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, text, { mode: 0o600 });
  renameSync(beside, file);
}

/** What an earlier process of this machine has begun; `undefined`: nothing. */
export async function findWork(folder: string, provider: string, api: string): Promise<Work | undefined> {
  const file = fileOf(folder, provider, api);
  try {
    const { id, request, exchanges } = z.parse(schema, JSON.parse(readFileSync(file, 'utf8')));
    return workAt(file, id, requestFromJson(request), request, parseExchanges(exchanges));
  } catch {
    return undefined;
  }
}

/** Takes the place; where another process was faster, its work is the work. */
export async function beginWork(
  folder: string,
  provider: string,
  api: string,
  request: VideoRequest,
  exchanges: readonly RecordedExchange[],
): Promise<Work> {
  const file = fileOf(folder, provider, api);
  const json = await requestToJson(request);
  const id = newId();
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, JSON.stringify({ id, request: json, exchanges }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const found = await findWork(folder, provider, api);
    if (found === undefined) throw error;
    return found;
  }
  return workAt(file, id, requestFromJson(json), json, exchanges);
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
