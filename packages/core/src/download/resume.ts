import type { IncomingMessage } from 'node:http';

/** What a server said about the file, to know it again after a break. */
export interface FileIdentity {
  readonly totalBytes: number | undefined;
  readonly etag: string | undefined;
  /** A time that the file has not changed since, if the server's word is strong enough for it. */
  readonly lastModified: string | undefined;
}

const contentRange = /^bytes (\d+)-\d+\/(\d+|\*)$/;

function rangeOf({ headers }: IncomingMessage) {
  const [, start, total] = contentRange.exec(headers['content-range'] ?? '') ?? [];
  return {
    start: start === undefined ? undefined : Number(start),
    totalBytes: total === undefined || total === '*' ? undefined : Number(total),
  };
}

function totalOf(response: IncomingMessage): number | undefined {
  if (response.statusCode === 206) return rangeOf(response).totalBytes;
  const length = response.headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

/** A file may change twice within the second that the header can tell (RFC 9110, 8.8.2.2). */
function strongLastModified({ headers }: IncomingMessage): string | undefined {
  const modified = headers['last-modified'];
  if (modified === undefined || headers.date === undefined) return undefined;
  return Date.parse(headers.date) - Date.parse(modified) >= 1000 ? modified : undefined;
}

export const identityOf = (response: IncomingMessage): FileIdentity => ({
  totalBytes: totalOf(response),
  etag: response.headers.etag,
  lastModified: strongLastModified(response),
});

/** The headers that ask for the rest; `undefined` when nothing would prove that it belongs to the same file. */
export function rangeHeaders(
  identity: FileIdentity | undefined,
  bytes: number,
): Readonly<Record<string, string>> | undefined {
  if (identity === undefined || bytes === 0) return undefined;
  const range = `bytes=${bytes}-`;
  const { etag, lastModified } = identity;
  if (etag?.startsWith('"') === true) return { range, 'if-range': etag };
  return lastModified === undefined ? undefined : { range, 'if-range': lastModified };
}

/** Whether an answer is the rest of the same file, and not the whole of another. */
export function isRest(response: IncomingMessage, identity: FileIdentity, bytes: number): boolean {
  if (response.statusCode !== 206 || rangeOf(response).start !== bytes) return false;
  const { totalBytes, etag } = identityOf(response);
  const sameTotal = identity.totalBytes === undefined || totalBytes === identity.totalBytes;
  return sameTotal && (identity.etag === undefined || etag === undefined || etag === identity.etag);
}
