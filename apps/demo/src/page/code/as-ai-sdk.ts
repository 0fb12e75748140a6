import type { VideoRequest } from '@vid/core';
import type { ConnectionSetup } from '../../api.ts';
import { entryOf, expression, storeFor } from './as-typescript.ts';
import { fileName, filesOf, isFile } from '../request-json.ts';

/** Why the AI SDK cannot: its calls have no place for these files, it wants a text or a picture, or it takes one kind at a time. */
export type NoCall = 'files' | 'prompt' | 'together';

const lists = ['references', 'referenceVideos', 'referenceAudio'] as const;
/** What the AI SDK itself has a name for; everything else is an option of vid. */
const named = ['prompt', 'duration', 'aspectRatio', 'seed', 'audio', 'providerOptions', 'model'] as const;

const property = (name: string, value: unknown): readonly string[] =>
  value === undefined ? [] : [`${name}: ${expression(value, [name])},`];

/** An input of the AI SDK: bytes, or a link. */
const input = (media: unknown, path: readonly string[]) =>
  isFile(media)
    ? `await readFile(${expression(fileName(path, media.mediaType), path)})`
    : expression(media, path);

const frame = (field: string, type: string, media: unknown) =>
  isFile(media) ? [`{ image: ${input(media, [field])}, frameType: '${type}' }`] : [];
const framesOf = ({ firstFrame, lastFrame }: VideoRequest): readonly string[] => [
  ...frame('firstFrame', 'first_frame', firstFrame),
  ...frame('lastFrame', 'last_frame', lastFrame),
];

const mediaTypes = { references: 'image/png', referenceVideos: 'video/mp4', referenceAudio: 'audio/mpeg' };

/** Of a list that holds a file, all: a list stands in one place. */
function referencesOf(request: VideoRequest): readonly string[] {
  return lists.flatMap((field) => {
    const all: readonly unknown[] = request[field] ?? [];
    if (!all.some(isFile)) return [];
    return all.map((media, index) => {
      const type = isFile(media) ? media.mediaType : mediaTypes[field];
      return `{ data: ${input(media, [field, String(index)])}, mediaType: '${type}' }`;
    });
  });
}

/** What has no name in the AI SDK, and no bytes. */
const optionsOf = (request: VideoRequest) =>
  Object.fromEntries(
    Object.entries(request).filter(
      ([field, value]) =>
        value !== undefined &&
        !named.some((name) => name === field) &&
        filesOf({ [field]: value }).length === 0,
    ),
  );

/**
 * The same request by the AI SDK. At the real service it sends one paid request at once, as its first line says. `needsLinks`: it
 * holds a file, and its service takes links only.
 */
export function asAiSdk(
  request: VideoRequest,
  model: string,
  connection: Pick<ConnectionSetup, 'api' | 'code' | 'keyVariables' | 'simulator'>,
  needsLinks = false,
): { readonly text: string } | { readonly none: NoCall } {
  const { prompt, duration, aspectRatio, seed, audio, providerOptions } = request;
  const [frames, references] = [framesOf(request), referencesOf(request)];
  const placed = [request.firstFrame, request.lastFrame, ...lists.flatMap((field) => request[field] ?? [])];
  if (filesOf(request).length > placed.filter(isFile).length) return { none: 'files' };
  if (frames.length > 0 && references.length > 0) return { none: 'together' };
  if (prompt === undefined && request.firstFrame === undefined) return { none: 'prompt' };
  const { imports, settings, baseUrl, where } = entryOf(connection);
  const isAuto = typeof duration !== 'number';
  const vid = { ...optionsOf(request), ...(isAuto && duration !== undefined && { duration }) };
  const options = { ...(Object.keys(vid).length > 0 && { vid }), ...providerOptions };
  const call = [
    `model: vid.video(${expression(`${model} (${connection.api})`, ['model'])}),`,
    prompt === undefined
      ? `prompt: { image: ${input(request.firstFrame, ['firstFrame'])} },`
      : `prompt: ${expression(prompt, ['prompt'])},`,
    ...property('aspectRatio', aspectRatio),
    ...property('duration', isAuto ? undefined : duration),
    ...property('seed', seed),
    ...property('generateAudio', audio),
    ...(frames.length > 0 ? [`frameImages: [${frames.join(', ')}],`] : []),
    ...(references.length > 0 ? [`inputReferences: [${references.join(', ')}],`] : []),
    ...(Object.keys(options).length > 0 ? property('providerOptions', options) : []),
    ...(baseUrl === undefined ? [] : ['poll: { intervalMs: 1_000 },']),
    'download: vid.download,',
  ];
  const download = baseUrl === undefined ? '' : ', { download: { allowHosts: [new URL(baseUrl).host] } }';
  const blocks = [
    ...(baseUrl === undefined
      ? ['// This costs money: it sends one paid request each time that it is run.']
      : []),
    `import { ${filesOf(request).length > 0 ? 'readFile, ' : ''}writeFile } from 'node:fs/promises';
import { createVid } from '@vid/ai-sdk';
import { createRouter } from '@vid/core';
${imports}
import { experimental_generateVideo as generateVideo } from 'ai';`,
    `// npm install ai @ai-sdk/provider @vid/ai-sdk @vid/core ${connection.code.package}, then node video.mts`,
    where,
    ...storeFor(needsLinks, baseUrl),
    `const router = createRouter([${settings}]${needsLinks ? ', { mediaStore }' : ''});
const vid = createVid(router${download});
const { video } = await generateVideo({
${call.map((line) => `  ${line.replaceAll('\n', '\n  ')}\n`).join('')}});
await writeFile('video.mp4', video.uint8Array);
console.log('video.mp4');`,
  ];
  return { text: `${blocks.join('\n\n')}\n` };
}
