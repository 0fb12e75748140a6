// Credits (runway.md 2.14 and 2.11). A model without a printed rate has no estimate: it is optional (2.2).

type Settings = {
  readonly model: string;
  readonly duration?: number | undefined;
  readonly audio?: boolean | undefined;
};

const rates: Readonly<Record<string, { readonly silent: number; readonly withAudio: number }>> = {
  gen4_turbo: { silent: 5, withAudio: 5 },
  'gen4.5': { silent: 12, withAudio: 12 },
  veo3: { silent: 40, withAudio: 40 },
  'veo3.1': { silent: 20, withAudio: 40 },
  'veo3.1_fast': { silent: 10, withAudio: 15 },
  seedance2: { silent: 36, withAudio: 36 },
};

/** What is made when the length is open: 10 s for gen4_turbo by one relay, 8 s for veo and 5 s else [guess]. */
export const secondsOf = ({ model, duration }: Settings): number =>
  duration ?? (model === 'gen4_turbo' ? 10 : model.startsWith('veo') ? 8 : 5);

/** [guess] An open `audio` is taken for sound, the dearer of the two. */
export function creditsOf(asked: Settings): number | undefined {
  const rate = Object.hasOwn(rates, asked.model) ? rates[asked.model] : undefined;
  if (rate === undefined) return undefined;
  return secondsOf(asked) * (asked.audio === false ? rate.silent : rate.withAudio);
}

/** Moderated generations cost like successes; broken ones are refunded. Unknown families cost [guess]. */
export const isRefunded = (code: string | undefined): boolean =>
  code === undefined ||
  code === 'INTERNAL' ||
  code === 'ASSET.INVALID' ||
  code === 'INPUT_PREPROCESSING.INTERNAL' ||
  code.startsWith('THIRD_PARTY.');
