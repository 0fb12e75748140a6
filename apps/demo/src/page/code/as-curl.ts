import type { PreparedRequest } from '@vid/core';

/** A file of the request and how its bytes look in a body. */
export interface SentFile {
  readonly name: string;
  readonly base64: string;
}

type Piece = { readonly text: string } | { readonly file: string };

/** The body as it is sent, cut where bytes of a file stand in it. */
export function bodyPieces(body: unknown, files: readonly SentFile[]): readonly Piece[] {
  const longestFirst = files
    .filter(({ base64 }) => base64 !== '')
    .toSorted((a, b) => b.base64.length - a.base64.length);
  return longestFirst.reduce<readonly Piece[]>(
    (pieces, { name, base64 }) =>
      pieces.flatMap((piece) => ('text' in piece ? cut(piece.text, name, base64) : [piece])),
    [{ text: JSON.stringify(body) }],
  );
}

/** Base64 ends its JSON string, with or without something before it. */
const cut = (text: string, file: string, base64: string): readonly Piece[] =>
  text
    .split(`${base64}"`)
    .flatMap((part, index) => (index === 0 ? [{ text: part }] : [{ file }, { text: `"${part}` }]));

/** For `sh`: nothing inside is special. */
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const redacted = '***';
const variableOf = (header: string) => header.toUpperCase().replaceAll(/\W/g, '_');

/** What is redacted becomes a variable: the key's own where the header is a key, the header's where it is a signature. */
function header(name: string, value: string, keyVariable: string | undefined): string {
  if (!value.includes(redacted)) return quoted(`${name}: ${value}`);
  const isKey = value.startsWith('Bearer ') && keyVariable !== undefined;
  const [before = '', after = ''] = `${name}: ${value}`.split(redacted);
  return `${quoted(before)}"$${isKey ? keyVariable : variableOf(name)}"${after === '' ? '' : quoted(after)}`;
}

function notesOn(prepared: PreparedRequest, pieces: readonly Piece[], files: readonly SentFile[]) {
  const signed = Object.entries(prepared.headers)
    .filter(([, value]) => value === redacted)
    .map(([name]) => `$${variableOf(name)}`);
  const inside = new Set(pieces.flatMap((piece) => ('file' in piece ? [piece.file] : [])));
  const uploaded = files.filter(({ name }) => !inside.has(name)).map(({ name }) => name);
  return [
    ...(signed.length > 0
      ? [`${signed.join(', ')}: made from the key for every request anew, not the key itself`]
      : []),
    ...(inside.size > 0 ? [`beside it: ${[...inside].join(', ')}`] : []),
    ...(uploaded.length > 0
      ? [`${uploaded.join(', ')}: uploaded first, then its link stands in the body`]
      : []),
    ...(JSON.stringify(prepared.body).includes('{reference}')
      ? ['{reference}: your own name for this request, another one each time']
      : []),
  ].map((note) => `# ${note}\n`);
}

/** The dry run as a command for `sh`, which reads files from where it stands and keys from the environment. */
export function asCurl(
  prepared: PreparedRequest,
  files: readonly SentFile[],
  [keyVariable]: readonly string[],
): string {
  const { method, url, headers, body } = prepared;
  const pieces = bodyPieces(body, files);
  const [only, ...more] = pieces;
  const isText = only !== undefined && 'text' in only && more.length === 0;
  const writers = pieces.map((piece) =>
    'text' in piece ? `printf %s ${quoted(piece.text)}` : `base64 < ${quoted(piece.file)} | tr -d '\\n'`,
  );
  // Through a pipe: a picture is longer than an argument may be.
  const source = isText ? '' : `{\n  ${writers.join('\n  ')}\n} | `;
  const data = isText ? `--data-raw ${quoted(only.text)}` : '--data-binary @-';
  const parts = [
    `curl -X ${method} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${header(name, value, keyVariable)}`),
    data,
  ];
  return `${notesOn(prepared, pieces, files).join('')}${source}${parts.join(' \\\n  ')}\n`;
}
