// Uploads (runway.md 2.8): a slot, a form to a storage that answers as S3 does, then a link that holds for 24 h.
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { App, AppContext, Backend } from '../../backend.ts';
import type { JsonObject } from '../../state/task.ts';
import { badSlot } from './errors.ts';
import { requireHeaders } from './headers.ts';

/** A file that the storage has taken. */
export type SimulatedUpload = {
  /** `runway://…`; a submit takes it for 24 simulated hours. */
  readonly uri: string;
  readonly filename: string;
  /** As the form said. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
};

export type Uploads = {
  /** Paths of links in a body that are no upload's, or one's that is over. */
  readonly unknownUploads: (body: unknown) => readonly (readonly PropertyKey[])[];
};

type Slot = {
  readonly uri: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly until: number;
  /** A failed form is not to be repeated either; that the storage holds to it is [guess]. */
  used: boolean;
};

const day = 86_400_000;
const minBytes = 512;
const maxBytes = 200 * 1024 * 1024;
const storage = '/runway-storage';

const slotRequest = z.strictObject({ filename: z.string().min(1), type: z.literal('ephemeral') });

/** [guess] The codes and statuses are S3's own for a form with a policy. */
const refuse = (c: AppContext, status: 400 | 403 | 411, code: string) =>
  c.body(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`, status, {
    'Content-Type': 'application/xml',
  });

export function mountUploads(app: App, backend: Backend, taken: SimulatedUpload[]): Uploads {
  const { clock, links: signer } = backend;
  const slots = new Map<string, Slot>();
  const links = new Map<string, number>();

  app.post('/v1/uploads', requireHeaders(backend), async (c) => {
    const body: unknown = await c.req.json<unknown>().catch(() => undefined);
    const parsed = slotRequest.safeParse(body);
    if (!parsed.success) return c.json(badSlot(parsed.error.issues), 400);
    const id = randomUUID();
    const key = `u/${id}/${parsed.data.filename}`;
    const fields = { key, policy: btoa(`simulated ${id}`), 'x-amz-signature': id.replaceAll('-', '') };
    const uri = `runway://upload/${id}`;
    slots.set(key, { uri, fields, until: clock.now() + day, used: false });
    const answer: JsonObject = { uploadUrl: signer.absolute(c.req, storage).href, fields, runwayUri: uri };
    return c.json(answer);
  });

  app.post(storage, async (c) => {
    // Two ways to prove oneself are one too many for S3; and a service's key has no business here.
    if (c.req.header('Authorization') !== undefined) return refuse(c, 400, 'InvalidArgument');
    if (c.req.header('Content-Length') === undefined) return refuse(c, 411, 'MissingContentLength');
    const form = await c.req.raw.formData().catch(() => undefined);
    if (form === undefined) return refuse(c, 400, 'MalformedPOSTRequest');
    const parts = [...form.entries()];
    const [name, file] = parts.at(-1) ?? [];
    // What stands behind the file is not read.
    if (name !== 'file' || !(file instanceof File)) return refuse(c, 400, 'InvalidArgument');
    const key = form.get('key');
    const slot = typeof key === 'string' ? slots.get(key) : undefined;
    if (slot === undefined || slot.used || clock.now() > slot.until) return refuse(c, 403, 'AccessDenied');
    slot.used = true;
    const signed = parts.slice(0, -1).filter(([field]) => field !== 'metadata');
    const isSigned =
      signed.length === Object.keys(slot.fields).length &&
      signed.every(([field, value]) => slot.fields[field] === value);
    if (!isSigned) return refuse(c, 403, 'AccessDenied');
    if (file.size < minBytes) return refuse(c, 400, 'EntityTooSmall');
    if (file.size > maxBytes) return refuse(c, 400, 'EntityTooLarge');
    const bytes = new Uint8Array(await file.arrayBuffer());
    taken.push({ uri: slot.uri, filename: file.name, mediaType: file.type, bytes });
    links.set(slot.uri, slot.until);
    return c.body(null, 204);
  });

  const unknownUploads = (
    value: unknown,
    path: readonly PropertyKey[] = [],
  ): readonly (readonly PropertyKey[])[] => {
    if (typeof value === 'object' && value !== null) {
      return Object.entries(value).flatMap(([key, part]) => unknownUploads(part, [...path, key]));
    }
    // A prompt may speak of such links.
    if (typeof value !== 'string' || !value.startsWith('runway://') || path.at(-1) === 'promptText')
      return [];
    return (links.get(value) ?? 0) < clock.now() ? [path] : [];
  };
  return { unknownUploads: (body) => unknownUploads(body) };
}
