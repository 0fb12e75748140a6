import type { VideoRequest } from '@vid/core';
import type { ConnectionSetup } from '../../api.ts';
import { fileName, filesOf, isFile } from './files.ts';

const text = (value: string) =>
  `'${JSON.stringify(value)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`;

const key = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : text(name));

/** A value as an expression; a file is read from beside the program. */
function expression(value: unknown, path: readonly string[]): string {
  if (typeof value === 'string') return text(value);
  if (isFile(value)) {
    const file = text(fileName(path, value.mediaType));
    return `{ data: await readFile(${file}), mediaType: ${text(value.mediaType)} }`;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => ({ name, source: expression(part, [...path, name]) }));
  const isList = Array.isArray(value);
  const written = parts.map(({ name, source }) => (isList ? source : `${key(name)}: ${source}`));
  const line = written.join(', ');
  if (path.length > 0 && line.length < 80 && !line.includes('\n')) {
    if (isList) return `[${line}]`;
    return line === '' ? '{}' : `{ ${line} }`;
  }
  const block = written.map((part) => `  ${part.replaceAll('\n', '\n  ')},\n`).join('');
  return isList ? `[\n${block}]` : `{\n${block}}`;
}

/**
 * The same request as a program. Run as copied it is a dry run and pays nothing; without the comment marks of its last
 * lines it sends one paid request to this model and waits for its end.
 */
export function asTypeScript(
  request: VideoRequest,
  model: string,
  { api, code, keyVariables }: Pick<ConnectionSetup, 'api' | 'code' | 'keyVariables'>,
): string {
  const wanted = expression({ ...request, model }, []);
  const imports = [
    ...(filesOf(request).length > 0 ? [`import { readFile } from 'node:fs/promises';`] : []),
    `import { createRouter, type VideoRequest } from '@vid/core';`,
    `import { ${code.factory} } from ${text(code.package)};`,
  ];
  return `${imports.join('\n')}

// Keys are read from the environment: ${keyVariables.join(', ')}.
const router = createRouter([${code.factory}({ api: ${text(api)} })]);
const request: VideoRequest = ${wanted};

// A dry run: shows the exact request, sends nothing and costs nothing.
console.log(router.prepare(request));

// This costs money. To generate, take away the slashes of the three lines below.
// const task = await router.generate(request);
// const done = await router.wait(task);
// console.log(done.status === 'succeeded' ? done.videos[0]?.url : done);
`;
}
