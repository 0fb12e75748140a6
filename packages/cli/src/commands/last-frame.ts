import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MediaBytes } from '@vid/core';
import { ExitError } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

const mediaType = 'image/png';

/** A picture as the tables see one, 1024 × 1024, for a plan before the frame is there. Never sent. */
export const someFrame: MediaBytes = { mediaType, data: pictureOf(1024) };

function pictureOf(pixels: number): Uint8Array {
  const data = Buffer.alloc(64 * 1024);
  data.write('89504e470d0a1a0a0000000d49484452', 'hex');
  data.writeUInt32BE(pixels, 16);
  data.writeUInt32BE(pixels, 20);
  data.write('0802000000', 24, 'hex');
  return data;
}

/** Before anything is paid. Throws `ExitError` where there is no ffmpeg. */
export function requireFfmpeg({ words, environment }: Terminal): void {
  const { error, status } = spawnSync('ffmpeg', ['-version'], { env: { ...environment }, stdio: 'ignore' });
  if (error !== undefined || status !== 0) throw new ExitError('impossible', words.noFfmpeg);
}

interface FrameOptions {
  readonly signal: AbortSignal;
  /** Simulated clips are smaller than what was asked for, and than services take. */
  readonly isSimulated: boolean;
}

/** The last frame of a clip. Throws what ffmpeg says. */
export async function lastFrame(
  { environment }: Terminal,
  clip: string,
  { signal, isSimulated }: FrameOptions,
): Promise<MediaBytes> {
  const folder = await mkdtemp(join(tmpdir(), 'vid-frame-'));
  const frame = join(folder, 'last.png');
  // Each frame of the last seconds takes the place of the one before.
  const scaled = isSimulated ? ['-vf', 'scale=1280:-2'] : [];
  const whole = ['-v', 'error', '-nostdin', '-sseof', '-3', '-i', clip, '-map', '0:v:0'];
  const given = [...whole, ...scaled, '-update', '1', frame];
  try {
    await ended(
      spawn('ffmpeg', given, { env: { ...environment }, stdio: ['ignore', 'ignore', 'pipe'], signal }),
    );
    return { data: await readFile(frame), mediaType };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function ended(child: ReturnType<typeof spawn>): Promise<void> {
  let said = '';
  child.stderr?.on('data', (data) => (said += String(data)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`ffmpeg: ${said.trim().split('\n').at(-1) ?? ''}`)),
    );
  });
}
