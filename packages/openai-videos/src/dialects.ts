import type { CancelResult, Feature } from '@vid/core';
import type { StatusMap } from '@vid/core/provider-kit';
import { wrapperStatuses } from '@vid/gateway';

/** Every dialect by its name, which is also the `api` of its tasks. */
export const dialectNames = [
  'openai',
  'new-api',
  'new-api-plugin',
  'litellm',
  'vllm-omni',
  'sglang',
  'localai',
  'vid',
] as const;
/** Whose way of speaking OpenAI's shape; also the `api` of its tasks. */
export type DialectName = (typeof dialectNames)[number];

/** What differs from service to service; all else is one code. */
export interface Dialect {
  /** As people read it. */
  readonly title: string;
  /** Whether nothing is answered without a key. Self-hosted servers have one only where they were told to. */
  readonly needsKey: boolean;
  /** `form-for-bytes`: JSON, but multipart/form-data where a picture is bytes. */
  readonly body: 'json' | 'form' | 'form-for-bytes';
  /** Default: lengths cannot be said. */
  readonly length?: {
    readonly field: 'seconds' | 'duration';
    readonly as: 'text' | 'number';
    /** Default: fractions go as well. */
    readonly isWhole?: boolean;
  };
  /** How a picture that is a link, or bytes that stay in JSON, is said. */
  readonly pictures: 'image_url' | 'text' | 'images' | 'image_reference' | 'start_image';
  /** Default: `size`, `'1280x720'`. */
  readonly size?: 'sides';
  /** Fields beside prompt, length, size and first frame. */
  readonly more: readonly Extract<
    Feature,
    'negativePrompt' | 'lastFrame' | 'references' | 'seed' | 'audio'
  >[];
  /** Fields of the shape that a model's route loses without a word: refused here. Default: none is known. */
  readonly drops?: (model: string) => readonly Feature[];
  /** In whose words it speaks. `film`: it works while it is asked, and its one answer is the film. */
  readonly answers: 'video' | 'relay' | 'film';
  /** Whose error bodies it has. */
  readonly errors: 'openai' | 'relay' | 'fastapi';
  readonly statuses: StatusMap;
  /** `content`: only the route of the file; `told`: the link that the answer has, and that route where it has none. */
  readonly link: 'content' | 'told';
  /** Whether DELETE stops the work, and whether that is billed. Default: it only removes a record, or there is none. */
  readonly cancel?: { readonly billed: CancelResult['billed'] };
  /** Whether it takes an `Idempotency-Key`, finds its task by it, and makes no second one under it. Default: no. */
  readonly takesKey?: true;
  /** Whether it lists its tasks. No list tells a name of ours: what is alike is a candidate, and proves nothing. */
  readonly hasList: boolean;
  /** How it tells which of its models make videos. `all`: it serves no others. */
  readonly models: 'all' | 'by-type' | 'untold';
}

/** The four words of the reference [doc]. */
const words = { queued: 'queued', in_progress: 'running', completed: 'succeeded', failed: 'failed' } as const;

/** A relay's: those of the reference, its own upper-case ones in the bare view [client, observed], and `unknown` for not final. */
const relayWords = { ...words, ...wrapperStatuses } as const;

const reference = {
  title: 'the shape of OpenAI',
  needsKey: true,
  body: 'form-for-bytes',
  length: { field: 'seconds', as: 'text' },
  pictures: 'image_url',
  more: [],
  answers: 'video',
  errors: 'openai',
  // Those of clones beside them [client, guess].
  statuses: {
    ...words,
    pending: 'queued',
    processing: 'running',
    succeeded: 'succeeded',
    success: 'succeeded',
    done: 'succeeded',
    failure: 'failed',
    error: 'failed',
    dead: 'failed',
    expired: 'failed',
    cancelled: 'canceled',
    canceled: 'canceled',
    deleted: 'canceled',
  },
  link: 'told',
  hasList: true,
  models: 'by-type',
} as const satisfies Dialect;

const relay = {
  ...reference,
  title: 'new-api up to rc.24',
  // Files go as `input_reference`, but most channels refuse them [relay]; the list takes links and data URIs.
  body: 'json',
  pictures: 'images',
  more: ['lastFrame', 'references'],
  answers: 'relay',
  errors: 'relay',
  statuses: relayWords,
  hasList: false,
} as const satisfies Dialect;

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  openai: reference,
  'new-api': relay,
  'new-api-plugin': {
    ...relay,
    title: 'new-api from rc.30',
    // The only form that every plugin reads: the one of Jimeng renders 5 s and bills 10 s for `seconds: "10"` [relay].
    length: { field: 'duration', as: 'number' },
    drops: (model) => {
      // The plugin of Kling keeps prompt, length and size: a job with a picture becomes one without [relay].
      if (model.startsWith('kling-')) return ['firstFrame', 'lastFrame', 'references', 'providerOptions'];
      // That of xAI takes one picture for the first frame, and more for references [relay].
      return model.startsWith('grok-') ? ['lastFrame'] : [];
    },
  },
  litellm: {
    ...reference,
    title: 'LiteLLM',
    pictures: 'text',
    statuses: words,
    link: 'content',
    // It lists one provider's at a time, and wants to be told which [relay].
    hasList: false,
    // All its models stand in one list, without a word of what they make.
    models: 'untold',
  },
  'vllm-omni': {
    ...reference,
    title: 'vLLM-Omni',
    needsKey: false,
    body: 'form',
    // `[1-9]\d*` [doc].
    length: { field: 'seconds', as: 'text', isWhole: true },
    pictures: 'image_reference',
    more: ['negativePrompt', 'seed', 'audio'],
    errors: 'fastapi',
    statuses: words,
    link: 'content',
    // It aborts, then removes [doc]; nobody bills.
    cancel: { billed: 'no' },
    models: 'all',
  },
  sglang: {
    ...reference,
    title: 'SGLang',
    needsKey: false,
    length: { field: 'seconds', as: 'number', isWhole: true },
    pictures: 'text',
    more: ['seed'],
    errors: 'fastapi',
    // DELETE says `deleted` and stops nothing; `cancelling` is of a vendor's branch [relay].
    statuses: { ...words, cancelling: 'running', deleted: 'canceled' },
    models: 'all',
  },
  localai: {
    title: 'LocalAI',
    needsKey: false,
    body: 'json',
    // `seconds`, `size` and `input_reference` are declared, and its handler uses none [relay]. A length is frames by their rate,
    // which a model has its own of: `extra` says both.
    size: 'sides',
    pictures: 'start_image',
    more: ['negativePrompt', 'lastFrame', 'seed'],
    answers: 'film',
    errors: 'openai',
    statuses: { completed: 'succeeded' },
    link: 'told',
    hasList: false,
    models: 'untold',
  },
  vid: {
    ...reference,
    title: '@vid/server',
    needsKey: false,
    statuses: words,
    link: 'content',
    cancel: { billed: 'unknown' },
    takesKey: true,
    hasList: false,
    models: 'all',
  },
};
