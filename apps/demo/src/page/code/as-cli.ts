import type { VideoRequest } from '@vid/core';
import type { ConnectionSetup } from '../../api.ts';
import { fileName, filesOf, isFile } from '../request-json.ts';
import { shellText } from './as-curl.ts';

/** The options of `vid generate`: a field without one is a type error. The prompt is the argument. */
const flags: Readonly<Record<Exclude<keyof VideoRequest, 'prompt' | 'model'>, string>> = {
  duration: 'duration',
  aspectRatio: 'ratio',
  resolution: 'resolution',
  size: 'size',
  quality: 'quality',
  audio: 'audio',
  watermark: 'watermark',
  seed: 'seed',
  negativePrompt: 'negative-prompt',
  firstFrame: 'first-frame',
  lastFrame: 'last-frame',
  references: 'reference',
  referenceVideos: 'reference-video',
  referenceAudio: 'reference-audio',
  sourceVideo: 'source-video',
  extendVideo: 'extend-video',
  cameraControl: 'camera',
  motionMasks: 'motion-masks',
  callbackUrl: 'callback-url',
  providerOptions: 'provider-options',
  unchecked: 'unchecked',
};
const isField = (name: string): name is keyof typeof flags => Object.hasOwn(flags, name);

/** One value of a field, or each of a list: a file by its name, an object as JSON. */
function written(flag: string, value: unknown, path: readonly string[]): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value))
    return value.flatMap((one: unknown, index) => written(flag, one, [...path, String(index)]));
  if (typeof value === 'boolean') return [value ? `--${flag}` : `--no-${flag}`];
  if (isFile(value)) return [`--${flag} ${shellText(fileName(path, value.mediaType))}`];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [`--${flag} ${shellText(text)}`];
}

/** Why the command line cannot: masks are links there, and a file needs a link that only a program makes. */
export type NoCommand = 'masks' | 'uploads';

/**
 * The request as one command. At the real service it asks before it pays; at the simulator it is told the address and the public
 * keys, and keeps its books apart. `needsLinks`: it holds a file, and its service takes links only.
 */
export function asCli(
  request: VideoRequest,
  model: string,
  connection: Pick<ConnectionSetup, 'provider' | 'api' | 'simulator' | 'simulatorVariables'>,
  needsLinks = false,
): { readonly text: string } | { readonly none: NoCommand } {
  const { provider, api, simulator, simulatorVariables = {} } = connection;
  if (needsLinks) return { none: 'uploads' };
  if (filesOf(request).some(({ name }) => name.startsWith('motionMasks'))) return { none: 'masks' };
  const { prompt } = request;
  const baseUrl = simulator?.['baseUrl'];
  const variable = `VID_${provider}_${api}_BASE_URL`.toUpperCase().replaceAll(/[^A-Z\d]/g, '_');
  const before =
    baseUrl === undefined
      ? []
      : [
          `${variable}=${shellText(baseUrl)}`,
          ...Object.entries(simulatorVariables).map(([name, value]) => `${name}=${shellText(value)}`),
          'VID_STATE_DIR="${TMPDIR:-/tmp}/vid-demo"',
          'VID_INTERVAL_MS=1000',
        ];
  const words = prompt === undefined ? '' : ` ${shellText(prompt)}`;
  const isFlagLike = prompt?.startsWith('-') === true;
  const lines = [
    ...before,
    `vid generate${isFlagLike ? '' : words}`,
    ...Object.keys(request)
      .filter(isField)
      .flatMap((field) => written(flags[field], request[field], [field])),
    `--model ${shellText(`${model} (${api})`)}`,
    `--output video.mp4${baseUrl === undefined ? '' : ' --yes'}`,
    ...(isFlagLike ? [`--${words}`] : []),
  ];
  return { text: `${lines.join(' \\\n  ')}\n` };
}
