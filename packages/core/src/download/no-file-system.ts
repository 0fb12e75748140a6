import { VideoError } from '../contract/error.ts';

/** What stands for this room in browsers, Workers and edge runtimes: they have neither Node's sockets nor a disk. */
export async function downloadVideo(): Promise<never> {
  throw noFileSystem();
}

export function videoFolder(): never {
  throw noFileSystem();
}

const noFileSystem = () =>
  new VideoError(
    'invalid-request',
    '@vid/core/download needs Node, Bun or Deno: here is no file system. Nothing was downloaded. ' +
      'In a page, show the link (<video src>, <a href download>); in a Worker, fetch it and pass its body on.',
  );
