import type { VideoRequest } from '@vid/core';
import type { Chosen } from '../../api.ts';
import { fetchFile } from '../server.ts';

async function restore(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(restore));
  if (typeof value !== 'object' || value === null) return value;
  if ('picture' in value && typeof value.picture === 'string') {
    const file = await fetchFile(value.picture);
    return { data: new Uint8Array(await file.arrayBuffer()), mediaType: file.type };
  }
  const entries = Object.entries(value).map(async ([key, part]) => [key, await restore(part)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

const isRequest = (value: unknown): value is VideoRequest => typeof value === 'object' && value !== null;

/** The request of a kept run with its files as bytes again. Its model is left open, to be chosen anew. */
export async function storedRequest({ request }: Chosen): Promise<VideoRequest> {
  const { model: _, ...wanted } = request;
  const restored = await restore(wanted);
  return isRequest(restored) ? restored : {};
}
