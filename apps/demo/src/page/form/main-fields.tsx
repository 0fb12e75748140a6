import { Skeleton, Textarea } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Boundary } from '../boundary.tsx';
import { useMessages } from '../language.tsx';
import { ChoiceField } from './choice-field.tsx';
import { type FieldsProps, mediaProps } from './form-fields.ts';
import { MediaField } from './media-field.tsx';
import { NumberField } from './number-field.tsx';
import { Offered } from './offered.tsx';

const CameraField = lazy(async () => ({ default: (await import('./camera-field.tsx')).CameraField }));

export function MainFields({ options, obstacles, editor }: FieldsProps) {
  const messages = useMessages();
  const { fields } = messages;
  const { request, setField } = editor;
  const { durationSpan } = options;
  const offer = { obstacles, editor };
  return (
    <>
      <Offered feature="prompt" {...offer}>
        <Textarea
          label={fields.prompt}
          placeholder={messages.promptHint}
          autosize
          minRows={2}
          maxRows={8}
          value={request.prompt ?? ''}
          onChange={({ currentTarget: { value } }) => setField('prompt', value === '' ? undefined : value)}
        />
      </Offered>
      <Offered feature="firstFrame" {...offer}>
        <MediaField kind="image" label={fields.firstFrame} {...mediaProps(editor, 'firstFrame')} />
      </Offered>
      <Offered feature="duration" {...offer}>
        {durationSpan === undefined ? (
          <ChoiceField
            label={fields.duration}
            values={options.durations}
            nameOf={messages.seconds}
            value={request.duration}
            onChange={(seconds) => setField('duration', seconds)}
          />
        ) : (
          <NumberField
            label={fields.duration}
            span={durationSpan}
            value={request.duration}
            onChange={(seconds) => setField('duration', seconds)}
          />
        )}
      </Offered>
      <Offered feature="aspectRatio" {...offer}>
        <ChoiceField
          label={fields.aspectRatio}
          values={options.aspectRatios}
          value={request.aspectRatio}
          onChange={(ratio) => setField('aspectRatio', ratio)}
        />
      </Offered>
      <Offered feature="watermark" {...offer}>
        <ChoiceField
          label={fields.watermark}
          values={options.watermarks}
          nameOf={(wanted) => (wanted ? messages.yes : messages.no)}
          value={request.watermark}
          onChange={(wanted) => setField('watermark', wanted)}
        />
      </Offered>
      <Boundary>
        <Offered feature="cameraControl" {...offer}>
          <Suspense fallback={<Skeleton h={180} />}>
            <CameraField
              options={options.camera}
              value={request.cameraControl}
              onChange={(move) => setField('cameraControl', move)}
            />
          </Suspense>
        </Offered>
      </Boundary>
    </>
  );
}
