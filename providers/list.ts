import type { ProviderManifest } from '@vid/core/provider-kit';
import type { SimulatedService } from '@vid/simulator';

interface Line {
  readonly manifest: Promise<{ readonly manifest: ProviderManifest }>;
  /** The provider's own simulation. Default: one that is built into the simulator, or none. */
  readonly simulation?: Promise<{ readonly simulation: SimulatedService }>;
}

/** Every provider of this repository, a line each, in the order in which tables and the demo show them. */
const list: readonly Line[] = [
  { manifest: import('@vid/runway/manifest') },
  { manifest: import('@vid/kling/manifest') },
  { manifest: import('@vid/jimeng/manifest') },
  { manifest: import('@vid/seedance/manifest'), simulation: import('@vid/seedance/simulation') },
  { manifest: import('@vid/wan/manifest'), simulation: import('@vid/wan/simulation') },
  { manifest: import('@vid/minimax/manifest'), simulation: import('@vid/minimax/simulation') },
  { manifest: import('@vid/openai-videos/manifest'), simulation: import('@vid/openai-videos/simulation') },
  { manifest: import('@vid/openrouter/manifest'), simulation: import('@vid/openrouter/simulation') },
];

export interface ListedProvider extends ProviderManifest {
  readonly simulation: SimulatedService | undefined;
}

/** Every one of them, in that order. */
export const allProviders: readonly ListedProvider[] = await Promise.all(
  list.map(async ({ manifest, simulation }) => ({
    ...(await manifest).manifest,
    simulation: (await simulation)?.simulation,
  })),
);

/** Those with a table of their own: documents, types and the demo are made from tables. */
export const providers: readonly ListedProvider[] = allProviders.filter(
  ({ models }) => models !== 'declared',
);
