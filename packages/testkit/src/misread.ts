import type { VideoRequest } from '@vid/core';
import { property, toBase64 } from '@vid/core/provider-kit';

/** Whether two values mean the same to the service but for how the wire writes them. */
function isSame(asked: unknown, understood: unknown): boolean {
  const data = property(asked, 'data');
  if (data instanceof Uint8Array) {
    const base64 = toBase64(data);
    return (
      understood === base64 || understood === `data:${String(property(asked, 'mediaType'))};base64,${base64}`
    );
  }
  if (typeof asked !== 'object' || asked === null) return Object.is(asked, understood);
  if (Array.isArray(asked)) {
    const items: readonly unknown[] = asked;
    return (
      Array.isArray(understood) &&
      items.length === understood.length &&
      items.every((item, index) => isSame(item, understood[index]))
    );
  }
  if (typeof understood !== 'object' || understood === null) return false;
  // An axis at 0 is one that does not move.
  const keys = [...new Set([...Object.keys(asked), ...Object.keys(understood)])];
  return keys.every((key) => {
    const [ours, theirs] = [property(asked, key), property(understood, key)];
    return isSame(ours, theirs) || (!ours && !theirs && ours !== false && theirs !== false);
  });
}

const ownOptions = (request: object, provider: string, name: string) =>
  property(property(property(request, 'providerOptions'), provider), name);

/** The fields of a request that the service read as something else. */
export function misread(provider: string, asked: VideoRequest, understood: object) {
  const fields = Object.keys(asked).filter(
    (field) => !['model', 'unchecked', 'providerOptions'].includes(field),
  );
  const options = Object.keys(property(asked.providerOptions, provider) ?? {});
  return [
    ...fields.map((field) => ({
      field,
      ours: property(asked, field),
      theirs: property(understood, field),
    })),
    ...options.map((name) => ({
      field: `providerOptions.${provider}.${name}`,
      ours: ownOptions(asked, provider, name),
      theirs: ownOptions(understood, provider, name),
    })),
  ].filter(({ ours, theirs }) => ours !== undefined && !isSame(ours, theirs));
}
