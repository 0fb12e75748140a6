import type { PreparedRequest, TaskStatus } from '@vid/core';
import type { ConnectionSetup } from '../../api.ts';

/** For `sh`: nothing inside is special. */
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The same without the marks, where a text is plain. */
export const shellText = (text: string) => (/^[\w.:/@%+-]+$/.test(text) ? text : quoted(text));

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

const redacted = '***';
const reference = ':"{reference}"';

/** A text of the body; its own name for the request is another one each time. */
const written = (text: string) => text.split(reference).map(quoted).join(`':"'"$reference"'"'`);

function headersOf(
  { headers }: PreparedRequest,
  keyVariable: string,
): readonly (readonly [string, string])[] {
  return Object.entries(headers).map(([name, value]) => {
    const [before = '', ...after] = `${name}: ${value}`.split(redacted).map(quoted);
    return [
      name,
      after.length === 0 ? before : `${before}"$${keyVariable}"${after.join('').replace(/^''$/, '')}`,
    ];
  });
}

const curl = (parts: readonly string[]) => `curl -sS ${parts.join(' \\\n  ')}`;

/** The first text under one of the names, wherever it stands in the answer. */
const field = String.raw`field() {
  for name; do
    found=$(printf %s "$answer" | tr -d '\n' | grep -o "\"$name\" *: *\[* *\"[^\"]*\"" | head -n 1 |
      sed 's/.*"\([^"]*\)"$/\1/; s#\\/#/#g; s#\\u0026#\&#g')
    if [ -n "$found" ]; then printf %s "$found"; return; fi
  done
}`;

const lostAdvice = 'A task may exist and may be billed: look at the account before this is sent again.';

type Followed = Pick<ConnectionSetup, 'script' | 'state'>;

/** Asks until the task has ended, and brings the film home. Trouble while asking says nothing of the task. */
function following(
  { script, state }: Followed,
  prepared: PreparedRequest,
  headers: readonly string[],
): string {
  if (script === undefined) return '# How to follow the task is not known here.\n';
  const words = (wanted: TaskStatus) =>
    Object.entries(script.statuses).flatMap(([word, status]) => (status === wanted ? [word] : []));
  const ended = [...words('failed'), ...words('canceled')];
  const own = script.polls?.find(({ of }) => prepared.url.includes(of));
  const below = (path: string) =>
    `'${decodeURI(new URL(path, `${prepared.url}/`).href).replace('{id}', `'"$id"'`)}'`.replace(/''$/, '');
  const ask = curl([below(own?.poll ?? script.poll), ...headers]);
  const fetchFile =
    script.file === undefined
      ? `curl -fsSL -o video.mp4.part "$(field ${script.link.join(' ')})"`
      : `curl -fsSL -o video.mp4.part ${[below(script.file), ...headers].join(' \\\n  ')}`;
  return `while :; do
  sleep ${state === 'simulated' ? 1 : 5}
  answer=$(${ask}) || continue
  status=$(field ${script.status.join(' ')} | tr A-Z a-z)
  printf '%s\\n' "\${status:-$answer}"
  case $status in
    ${words('succeeded').join(' | ')}) break ;;
    ${ended.join(' | ')}) printf '%s\\n' "$answer" >&2; exit 1 ;;
  esac
done
${fetchFile}
mv video.mp4.part video.mp4
ls -l video.mp4
`;
}

/** Why there is no script: the key `signs` each call, or a file is `uploaded` before the request. */
export type NoScript = 'signs' | 'uploads';

/**
 * The request as a script: `sh` reads it from what is pasted, so that its end is not the end of the terminal. It submits,
 * asks until the task has ended and downloads the film; with curl and what every shell has.
 */
export function asCurl(
  prepared: PreparedRequest,
  files: readonly SentFile[],
  connection: Pick<ConnectionSetup, 'keyVariables' | 'simulator' | 'script' | 'state'>,
): { readonly text: string } | { readonly none: NoScript } {
  const { keyVariables, simulator, state, script } = connection;
  const [keyVariable = '', ...otherKeys] = keyVariables;
  const pieces = bodyPieces(prepared.body, files);
  const beside = [...new Set(pieces.flatMap((piece) => ('file' in piece ? [piece.file] : [])))];
  const sent = JSON.stringify(prepared.body);
  if (otherKeys.length > 0) return { none: 'signs' };
  if (files.some(({ base64 }) => !sent.includes(base64))) return { none: 'uploads' };

  const { baseUrl: _, ...keys } = simulator ?? {};
  const [simulatedKey] = Object.values(keys);
  const headers = headersOf(prepared, keyVariable).map(([name, header]) => ({
    name,
    option: `-H ${header}`,
  }));
  const [only, ...more] = pieces;
  const isText = only !== undefined && 'text' in only && more.length === 0;
  const writers = pieces.map((piece) =>
    'text' in piece ? `printf %s ${written(piece.text)}` : `base64 < ${quoted(piece.file)} | tr -d '\\n'`,
  );
  // Through a pipe: a picture is longer than an argument may be.
  const source = isText ? '' : `{\n  ${writers.join('\n  ')}\n} | `;
  const submit = curl([
    `-X ${prepared.method} ${quoted(prepared.url)}`,
    ...headers.map(({ option }) => option),
    isText ? `--data-raw ${written(only.text)}` : '--data-binary @-',
  ]);
  const hasReference = pieces.some((piece) => 'text' in piece && piece.text.includes(reference));
  const lines = [
    state === 'simulated'
      ? '# Sends one request to the simulator of the demo; nothing is billed.'
      : '# This costs money: it sends one paid request at once, and another one each time that it is run.',
    ...(beside.length > 0 ? [`# Beside it: ${beside.join(', ')}`] : []),
    simulatedKey === undefined
      ? `: "\${${keyVariable}:?set it to your key}"`
      : `${keyVariable}=${quoted(simulatedKey)}`,
    ...(hasReference ? ['reference=$(date +%s)-$$'] : []),
    field,
    `answer=$(${source}${submit}) || { echo ${quoted(lostAdvice)} >&2; exit 1; }`,
    script === undefined
      ? `printf '%s\\n' "$answer"`
      : `id=$(field ${script.id.join(' ')})
if [ -z "$id" ]; then printf '%s\\n' "$answer" ${quoted('There is no task id in this answer.')} >&2; exit 1; fi
echo "task $id"`,
  ];
  const toAsk = headers
    .filter(({ name }) => name.toLowerCase() !== 'content-type')
    .map(({ option }) => option);
  const text = `${lines.join('\n')}\n${following(connection, prepared, toAsk)}`;
  return { text: `sh <<'END_OF_SCRIPT'\nset -eu\n${text}END_OF_SCRIPT\n` };
}
