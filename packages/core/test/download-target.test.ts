import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { downloadVideo } from '@vid/core/download';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failure, file, film, folder, serve } from './download-server.ts';

const clip = film(5000);

async function prepared() {
  const place = await folder();
  return { place, path: join(place, 'clip.mp4'), ...(await serve(file(clip))) };
}

describe('downloadVideo: a target that is a link', () => {
  it('is followed to its file', async () => {
    const { place, path, link, allowHosts } = await prepared();
    await mkdir(join(place, 'films'));
    await writeFile(join(place, 'films', 'real.mp4'), 'old');
    await symlink(join('films', 'real.mp4'), path);
    expect(await downloadVideo({ url: link }, path, { allowHosts })).toMatchObject({ path });
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    expect((await readFile(join(place, 'films', 'real.mp4'))).equals(clip)).toBe(true);
    expect(await readdir(join(place, 'films'))).toEqual(['real.mp4']);
  });

  it('is followed, over others and through a folder that is one, to where nothing is yet', async () => {
    const { place, path, link, allowHosts } = await prepared();
    await mkdir(join(place, 'disk', 'films'), { recursive: true });
    await symlink(join('disk', 'films'), join(place, 'films'));
    await symlink(join('films', 'next.mp4'), path);
    await symlink(join('..', 'real.mp4'), join(place, 'films', 'next.mp4'));
    await downloadVideo({ url: link }, path, { allowHosts });
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    expect((await readFile(join(place, 'disk', 'real.mp4'))).equals(clip)).toBe(true);
  });

  it('to itself is refused before a request is sent', async () => {
    const { path, link, allowHosts, requests } = await prepared();
    await symlink('clip.mp4', path);
    await failure(downloadVideo({ url: link }, path, { allowHosts }), 'invalid-request', /ELOOP/);
    expect(requests).toHaveLength(0);
  });
});

describe('downloadVideo: a target that is no file', () => {
  const refused = /it is a device, a pipe or a socket\..*Pass the path of a file/;

  it.each(['clip.mp4', 'link.mp4'])('a pipe is never replaced: %s', async (name) => {
    const { place, path, link, allowHosts, requests } = await prepared();
    execFileSync('mkfifo', [path]);
    await symlink('clip.mp4', join(place, 'link.mp4'));
    await failure(
      downloadVideo({ url: link }, join(place, name), { allowHosts }),
      'invalid-request',
      refused,
    );
    expect((await stat(path)).isFIFO()).toBe(true);
    expect(requests).toHaveLength(0);
  });

  it('the null device stays one', async () => {
    const { link, allowHosts, requests } = await prepared();
    await failure(downloadVideo({ url: link }, devNull, { allowHosts }), 'invalid-request', refused);
    expect((await stat(devNull)).isCharacterDevice()).toBe(true);
    expect(requests).toHaveLength(0);
  });

  it.for([
    ['character', ['c', '1', '3']],
    ['block', ['b', '7', '250']],
  ] as const)('a %s device is never replaced', async ([kind, numbers], { skip }) => {
    const { place, path, link, allowHosts, requests } = await prepared();
    const made = spawnSync('mknod', [path, ...numbers], { encoding: 'utf8' });
    if (made.status !== 0) skip(`mknod is not permitted here: ${made.stderr}`);
    await failure(downloadVideo({ url: link }, path, { allowHosts }), 'invalid-request', refused);
    const found = await lstat(path);
    expect(found.isCharacterDevice() ? 'character' : found.isBlockDevice() && 'block').toBe(kind);
    expect(requests).toHaveLength(0);
    expect(await readdir(place)).toEqual(['clip.mp4']);
  });

  it('a socket is never replaced', async () => {
    const { path, link, allowHosts, requests } = await prepared();
    const server = createServer().listen(path);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    await failure(downloadVideo({ url: link }, path, { allowHosts }), 'invalid-request', refused);
    expect((await stat(path)).isSocket()).toBe(true);
    expect(requests).toHaveLength(0);
  });
});

describe('downloadVideo: a file', () => {
  it.each([0o600, 0o666, 0o640])('that is replaced keeps its mode, all the time: %i', async (mode) => {
    const { place, path, link, allowHosts } = await prepared();
    await writeFile(path, 'old');
    await chmod(path, mode);
    const seen: number[] = [];
    const onProgress = () => {
      for (const name of readdirSync(place)) seen.push(statSync(join(place, name)).mode & 0o7777 & ~mode);
    };
    await downloadVideo({ url: link }, path, { allowHosts, onProgress });
    expect((await stat(path)).mode & 0o7777).toBe(mode);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.filter((more) => more !== 0)).toEqual([]);
  });

  it('whose name is too long is refused before a request is sent', async () => {
    const { place, link, allowHosts, requests } = await prepared();
    const path = join(place, `${'x'.repeat(300)}.mp4`);
    await failure(downloadVideo({ url: link }, path, { allowHosts }), 'invalid-request', /ENAMETOOLONG/);
    expect(requests).toHaveLength(0);
    expect(await readdir(place)).toEqual([]);
  });

  it('may have a name as long as there are', async () => {
    const { place, link, allowHosts } = await prepared();
    const name = `${'x'.repeat(251)}.mp4`;
    await downloadVideo({ url: link }, join(place, name), { allowHosts });
    expect(await readdir(place)).toEqual([name]);
  });

  it.runIf(existsSync('/proc/self/fd'))('that failed is not left open', async () => {
    const { place, path, link, allowHosts } = await prepared();
    const onProgress = () => {
      throw new Error('enough');
    };
    await expect(downloadVideo({ url: link }, path, { allowHosts, onProgress })).rejects.toThrow('enough');
    const open = readdirSync('/proc/self/fd').flatMap((name) => {
      try {
        return readlinkSync(join('/proc/self/fd', name));
      } catch {
        return [];
      }
    });
    expect(open.filter((one) => one.startsWith(place))).toEqual([]);
  });

  it('that cannot take its name is kept, and the error says where', async () => {
    const { place, path, link, allowHosts } = await prepared();
    // A folder of that name has appeared meanwhile.
    const onProgress = () => void mkdirSync(join(path, 'full'), { recursive: true });
    const download = downloadVideo({ url: link }, path, { allowHosts, onProgress });
    const error = await failure(download, 'invalid-request', /Cannot write .*clip\.mp4: E[A-Z]+\./);
    const [, part = ''] = /whole film is in (.*\.part): move it yourself/.exec(error.message) ?? [];
    expect((await readFile(part)).equals(clip)).toBe(true);
    expect(await readdir(place)).toHaveLength(2);
  });
});
