import type { Feature, MediaInput } from '@vid/core';
import type { RequestEditor } from '../create/editor.ts';
import type { Obstacles } from './obstacles.ts';
import type { FormOptions } from './options.ts';

export interface FieldsProps {
  readonly options: FormOptions;
  readonly obstacles: Obstacles;
  readonly editor: RequestEditor;
}

/** What a field of one file or link is given. */
export const mediaProps = (
  { request, setField, changeLater }: RequestEditor,
  feature: 'firstFrame' | 'lastFrame' | 'sourceVideo',
) => ({
  value: request[feature],
  onChange: (chosen: MediaInput | undefined) => setField(feature, chosen),
  onLater: (make: () => Promise<MediaInput | undefined>) =>
    changeLater(feature, async () => {
      const made = await make();
      return (now) => made ?? now;
    }),
});

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
