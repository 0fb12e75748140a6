import { property } from './property.ts';

interface FileStats {
  isFile(): boolean;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

/** What of Node's file system is used; other runtimes have it too. */
interface FileSystem {
  statSync(path: URL, options: { readonly throwIfNoEntry: false }): FileStats | undefined;
  openSync(path: URL, flags: 'r'): number;
  readSync(file: number, into: Uint8Array, offset: number, length: number, position: number): number;
  closeSync(file: number): void;
  openAsBlob(path: URL): Promise<Blob>;
}

const hasModules = (value: unknown): value is { getBuiltinModule(name: string): unknown } =>
  typeof property(value, 'getBuiltinModule') === 'function';
const isFileSystem = (value: unknown): value is FileSystem =>
  typeof property(value, 'openAsBlob') === 'function';

/** Without an import, which browsers and their bundlers would stumble over; `undefined` where there is none. */
export function builtinModule(name: string): unknown {
  const process = property(globalThis, 'process');
  try {
    return hasModules(process) ? process.getBuiltinModule(name) : undefined;
  } catch {
    // Next's edge runtime has the function, and it throws.
    return undefined;
  }
}

export function fileSystem(): FileSystem | undefined {
  const found = builtinModule('node:fs');
  return isFileSystem(found) ? found : undefined;
}

/** What a file that has changed does not share with what it was; `undefined`: there is none now. */
export function stampAt(path: URL): string | undefined {
  try {
    const found = fileSystem()?.statSync(path, { throwIfNoEntry: false });
    return found && [found.size, found.mtimeMs, found.ino].join();
  } catch {
    return undefined;
  }
}
