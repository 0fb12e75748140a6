import { Textarea } from '@mantine/core';
import type { Feature } from '@vid/core';
import { useMessages } from '../language.tsx';
import type { RequestEditor } from '../use-request.ts';
import { CameraField } from './camera-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { NumberField } from './number-field.tsx';
import type { FormOptions } from './options.ts';
import { PictureField } from './picture-field.tsx';

export interface FieldsProps {
  readonly options: FormOptions;
  readonly editor: RequestEditor;
}

export const mainFields: ReadonlySet<string> = new Set<Feature>([
  'prompt',
  'firstFrame',
  'duration',
  'aspectRatio',
  'watermark',
  'cameraControl',
]);

/** The fields that most requests need; one that no row takes is not drawn. */
export function MainFields({ options, editor: { request, setField } }: FieldsProps) {
  const messages = useMessages();
  const { fields } = messages;
  const { taken, durationSpan } = options;
  return (
    <>
      {taken.has('prompt') && (
        <Textarea
          label={fields.prompt}
          placeholder={messages.promptHint}
          autosize
          minRows={2}
          maxRows={8}
          value={request.prompt ?? ''}
          onChange={({ currentTarget: { value } }) => setField('prompt', value === '' ? undefined : value)}
        />
      )}
      {taken.has('firstFrame') && (
        <PictureField
          label={fields.firstFrame}
          value={request.firstFrame}
          onChange={(picture) => setField('firstFrame', picture)}
        />
      )}
      {taken.has('duration') && durationSpan === undefined && (
        <ChoiceField
          label={fields.duration}
          values={options.durations}
          nameOf={messages.seconds}
          value={request.duration}
          onChange={(seconds) => setField('duration', seconds)}
        />
      )}
      {durationSpan !== undefined && (
        <NumberField
          label={fields.duration}
          span={durationSpan}
          value={request.duration}
          onChange={(seconds) => setField('duration', seconds)}
        />
      )}
      {taken.has('aspectRatio') && (
        <ChoiceField
          label={fields.aspectRatio}
          values={options.aspectRatios}
          value={request.aspectRatio}
          onChange={(ratio) => setField('aspectRatio', ratio)}
        />
      )}
      {taken.has('watermark') && (
        <ChoiceField
          label={fields.watermark}
          values={options.watermarks}
          nameOf={(wanted) => (wanted ? messages.yes : messages.no)}
          value={request.watermark}
          onChange={(wanted) => setField('watermark', wanted)}
        />
      )}
      {taken.has('cameraControl') && (
        <CameraField
          options={options.camera}
          value={request.cameraControl}
          onChange={(move) => setField('cameraControl', move)}
        />
      )}
    </>
  );
}
