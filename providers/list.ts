import type { ProviderManifest } from '@vid/core/provider-kit';

interface Line {
  readonly manifest: Promise<{ readonly manifest: ProviderManifest }>;
}

/** Every provider of this repository, a line each, in the order in which tables and the demo show them. */
const list: readonly Line[] = [
  { manifest: import('@vid/runway/manifest') },
  { manifest: import('@vid/kling/manifest') },
  { manifest: import('@vid/jimeng/manifest') },
];

export const providers: readonly ProviderManifest[] = await Promise.all(
  list.map(async (line) => (await line.manifest).manifest),
);
