import type { VideoRequest } from '@vid/core';
import type { ConnectionSetup } from '../../api.ts';
import { fileName, filesOf, isFile } from '../request-json.ts';

/** Where copied code sends: to the demo's simulator with its public keys, or to the service with the reader's own. */
export type Target = 'simulator' | 'service';

/** The connection as code of that place reaches it; `undefined`: nothing simulates it. */
export function connectionAt(connection: ConnectionSetup, target: Target): ConnectionSetup | undefined {
  const { simulator, simulatorVariables = {} } = connection;
  if (target === 'service')
    return { ...connection, state: 'real', simulator: undefined, simulatorVariables: undefined };
  return simulator && { ...connection, state: 'simulated', keyVariables: Object.keys(simulatorVariables) };
}

const text = (value: string) =>
  `'${JSON.stringify(value)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`;

const key = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : text(name));

/** A value as an expression; a file is read from beside the program. */
export function expression(value: unknown, path: readonly string[]): string {
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

/** From the paid request to the film; with more options of `wait` and of the download. */
const generating = (wait = '', download = '') => `const task = await router.generate(request);
const done = await router.wait(task${wait});
const { downloadVideo } = await import('@vid/core/download');
const [video] = done.status === 'succeeded' ? done.videos : [];
if (video === undefined) throw new Error(JSON.stringify(done));
await downloadVideo(video, 'video.mp4', { provider: router, task: done${download} });
console.log('video.mp4');`;

const atSimulator = generating(
  ', { intervalMs: 1_000, minIntervalMs: 0 }',
  ', allowHosts: [new URL(baseUrl).host]',
);
const dryRun = `// A dry run: shows the exact request, sends nothing and costs nothing.
console.log(router.prepare(request));

// This costs money. To generate, take away the slashes of the lines below.
${generating().replaceAll(/^/gm, '// ')}`;

const storeAtSimulator = `// The service takes links only. The simulator loads none; a real service needs one that it can reach.
const mediaStore = { name: 'demo', put: async () => ({ url: 'https://demo.invalid/' }) };`;
const storeOfYours = `// The service takes links only: store the file where it can reach it, and return { url }.
const mediaStore = { name: 'yours', put: () => Promise.reject(new Error('There is no place for files yet.')) };`;

/** What gives links to files, where they are needed. */
export const storeFor = (needsLinks: boolean, baseUrl: string | undefined): readonly string[] =>
  needsLinks ? [baseUrl === undefined ? storeOfYours : storeAtSimulator] : [];

type Entry = Pick<ConnectionSetup, 'api' | 'code' | 'keyVariables' | 'simulator'>;

/** The provider as a program makes it, and where its address and its keys come from. */
export function entryOf({ api, code, keyVariables, simulator }: Entry) {
  const { baseUrl, ...keys } = simulator ?? {};
  const settings = [
    `api: ${text(api)}`,
    ...Object.entries(keys).map(([name, value]) => `${key(name)}: ${text(value)}`),
    ...(baseUrl === undefined ? [] : ['baseUrl']),
  ];
  return {
    imports: `import { ${code.factory} } from ${text(code.package)};`,
    settings: `${code.factory}({ ${settings.join(', ')} })`,
    baseUrl,
    where:
      baseUrl === undefined
        ? `// Keys are read from the environment: ${keyVariables.join(', ')}.`
        : `// The simulator of the demo, with its public key: nothing is billed.\nconst baseUrl = ${text(baseUrl)};`,
  };
}

/**
 * The same request as a program that brings the film home. With a real service it is a dry run as copied and pays nothing;
 * without the comment marks of its last lines it sends one paid request. At the simulator it sends as it stands.
 * `needsLinks`: it holds a file, and its service takes links only.
 */
export function asTypeScript(
  request: VideoRequest,
  model: string,
  connection: Entry,
  needsLinks = false,
): string {
  const { imports, settings, baseUrl, where } = entryOf(connection);
  const blocks = [
    [
      ...(filesOf(request).length > 0 ? [`import { readFile } from 'node:fs/promises';`] : []),
      `import { createRouter, type VideoRequest } from '@vid/core';`,
      imports,
    ].join('\n'),
    `// npm install @vid/core ${connection.code.package}, then node video.mts`,
    where,
    ...storeFor(needsLinks, baseUrl),
    `const router = createRouter([${settings}]${needsLinks ? ', { mediaStore }' : ''});
const request: VideoRequest = ${expression({ ...request, model }, [])};`,
    baseUrl === undefined ? dryRun : atSimulator,
  ];
  return `${blocks.join('\n\n')}\n`;
}
