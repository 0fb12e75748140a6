import type { Feature } from '@vid/core';
import type { RequestEditor } from '../use-request.ts';
import type { Obstacles } from './obstacles.ts';
import type { FormOptions } from './options.ts';

export interface FieldsProps {
  readonly options: FormOptions;
  readonly obstacles: Obstacles;
  readonly editor: RequestEditor;
}

/** The fields that most requests need. */
export const mainFields: ReadonlySet<string> = new Set<Feature>([
  'prompt',
  'firstFrame',
  'duration',
  'aspectRatio',
  'watermark',
  'cameraControl',
]);

/** The others that the form draws; what is in neither set can be set as JSON. */
export const moreFields: ReadonlySet<string> = new Set<Feature>([
  'negativePrompt',
  'lastFrame',
  'motionMasks',
  'references',
  'referenceVideos',
  'referenceAudio',
  'sourceVideo',
  'extendVideo',
  'resolution',
  'size',
  'quality',
  'audio',
  'seed',
  'callbackUrl',
]);
