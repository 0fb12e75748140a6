import { requestFromJson, requestToJson, type VideoRequest } from '@vid/core';
import type { RoutingJson } from '@vid/core/remote';
import type { Context } from 'hono';
import * as z from 'zod/mini';
import { invalidField } from './errors.ts';
import { type SubmitFields, submitSchema } from './wire.ts';

/** A submit as it came. */
export interface ReceivedSubmit {
  readonly isForm: boolean;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Pixels stand in `size`. */
  readonly request: VideoRequest;
  readonly routing: RoutingJson;
  readonly label: string | undefined;
  /** How the client named the model. */
  readonly model: string | undefined;
}

const { localeError } = z.locales.en();

/** `undefined` for a text that is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Each part once: of two prompts one would be lost. `a[b]` is a field of an object, as OpenAI's client writes it [client]. */
function fieldsOf(form: FormData): unknown {
  const fields = new Map<string, unknown>();
  /** Written one field at a time. */
  const split = new Set<string>();
  for (const name of new Set(form.keys())) {
    const [value, ...more] = form.getAll(name);
    if (more.length > 0) throw invalidField(name, 'is there more than once');
    const [, outer = name, inner] = /^(\w+)\[(\w+)\]$/.exec(name) ?? [];
    const before = fields.get(outer);
    if (before !== undefined && (inner === undefined || !split.has(outer)))
      throw invalidField(outer, 'is there more than once');
    if (inner !== undefined) split.add(outer);
    const told = outer === 'x_vid' && typeof value === 'string' ? (parsed(value) ?? value) : value;
    fields.set(outer, inner === undefined ? told : { ...Object(before), [inner]: value });
  }
  // oxlint-disable-next-line no-restricted-properties -- the schema says what it is
  return Object.fromEntries(fields);
}

function readFields(json: unknown): SubmitFields {
  const { success, data, error } = z.safeParse(submitSchema, json, { error: localeError });
  if (success) return data;
  const [issue] = error.issues;
  const path = issue?.path.map(String) ?? [];
  if (issue?.code === 'unrecognized_keys')
    throw invalidField([...path, ...issue.keys.slice(0, 1)].join('.'), 'is unknown', 'unknown_parameter');
  throw invalidField(path.join('.') || 'body', issue?.message ?? 'cannot be read');
}

const untyped = new Set(['', 'application/octet-stream']);

/** A link, the bytes of a data URI, or a file. */
function pictureOf(reference: NonNullable<SubmitFields['input_reference']>): unknown {
  // What no type says, the first bytes do.
  if (reference instanceof Blob) return untyped.has(reference.type) ? new Blob([reference]) : reference;
  const link = typeof reference === 'string' ? reference : reference.image_url;
  if (!/^data:/i.test(link)) return link;
  const comma = link.indexOf(',');
  const [, mediaType] = /^data:([\w.+-]+\/[\w.+-]+);base64$/i.exec(link.slice(0, Math.max(comma, 0))) ?? [];
  if (mediaType === undefined)
    throw invalidField('input_reference', 'must be a link, a base64 data URI or a file');
  return { base64: link.slice(comma + 1), mediaType: mediaType.toLowerCase() };
}

/** The request that the fields ask for. `x_vid.request` has what the shape cannot say, and nothing twice. */
async function requestOf(fields: SubmitFields, model: string | undefined): Promise<VideoRequest> {
  const { prompt, seconds, size, input_reference: reference, x_vid: { request: more = {} } = {} } = fields;
  const own = {
    ...(model !== undefined && { model }),
    ...(prompt !== undefined && { prompt }),
    ...(seconds !== undefined && { duration: Number(seconds) }),
    ...(size !== undefined && { size }),
    ...(reference !== undefined && { firstFrame: pictureOf(reference) }),
  };
  const twice = Object.keys(own).find((name) => Object.hasOwn(more, name));
  if (twice !== undefined) throw invalidField(`x_vid.request.${twice}`, 'is set twice');
  const { firstFrame, ...others } = { firstFrame: undefined, ...more, ...own };
  if (!(firstFrame instanceof Blob)) return requestFromJson({ ...others, firstFrame });
  const read = requestFromJson(others);
  return requestFromJson(await requestToJson({ ...read, firstFrame }));
}

/** The body of a submit. Throws `VideoError('invalid-request')`, which names the field and never repeats the body. */
export async function readSubmit(
  c: Context,
  aliases: Readonly<Record<string, string>>,
): Promise<ReceivedSubmit> {
  const type = c.req.header('content-type') ?? '';
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  const isForm = /^\s*multipart\/form-data/i.test(type);
  let json: unknown;
  if (isForm) {
    const form = await new Response(bytes, { headers: { 'content-type': type } })
      .formData()
      .catch(() => undefined);
    if (form === undefined) throw invalidField('body', 'is no multipart/form-data');
    json = fieldsOf(form);
  } else {
    json = parsed(new TextDecoder().decode(bytes));
    if (json === undefined) throw invalidField('body', 'is no JSON');
  }
  const fields = readFields(json);
  const { model, x_vid: { routing = {}, label } = {} } = fields;
  const named = model !== undefined && Object.hasOwn(aliases, model) ? aliases[model] : model;
  return { isForm, bytes, request: await requestOf(fields, named), routing, label, model };
}
