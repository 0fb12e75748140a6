import { property } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import type { ModelStatus, ModelVideo, ModelWarning } from './model.ts';

/* What a package answers, held to its own types: the one that is installed may be of another version. */

const text = z.string();
const filled = text.check(z.minLength(1));
/** Also of another realm, as in Jest. */
const bytes = z.custom<Uint8Array>(
  (value) =>
    Object.prototype.toString.call(value) === '[object Uint8Array]' && property(value, 'byteLength') !== 0,
);
const mediaType = z.catch(text, 'video/mp4');

const video: z.ZodMiniType<ModelVideo> = z.union([
  z.object({ type: z.literal('url'), url: filled, mediaType }),
  z.object({ type: z.literal('base64'), data: filled, mediaType }),
  z.object({ type: z.literal('binary'), data: bytes, mediaType }),
  z.object({ type: z.literal('uploaded'), mediaType }),
]);

const status: z.ZodMiniType<ModelStatus> = z.union([
  z.object({ status: z.literal('pending') }),
  z.object({
    status: z.literal('completed'),
    videos: z.array(video),
    providerMetadata: z.optional(z.unknown()),
  }),
  z.object({ status: z.literal('error'), error: text }),
]);

/** An answer that says nothing that is known here: neither an end, nor that the task goes on. */
export interface UnreadStatus {
  readonly status: 'unread';
  /** Its own word. */
  readonly word: string | undefined;
}

export function readStatus(answer: unknown): ModelStatus | UnreadStatus {
  const { success, data } = z.safeParse(status, answer);
  if (success) return data;
  const word = property(answer, 'status');
  return { status: 'unread', word: typeof word === 'string' ? word : undefined };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** What a package says of a call that it took all the same, one sentence each; it ends no call that is paid. */
export function warningTexts(warnings: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(warnings) ? warnings : [];
  return all.map((warning) => {
    const said = (name: keyof ModelWarning | 'setting') => textOf(property(warning, name));
    const parts = [said('feature') ?? said('setting'), said('details')].filter((part) => part !== undefined);
    return said('message') ?? (parts.length > 0 ? parts.join(': ') : (JSON.stringify(warning) ?? ''));
  });
}
