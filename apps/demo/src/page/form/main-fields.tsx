import { Skeleton, Textarea } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Boundary } from '../boundary.tsx';
import { useMessages } from '../language.tsx';
import { ChoiceField, TextChoiceField } from './choice-field.tsx';
import { type FieldsProps, mediaProps } from './form-fields.ts';
import { MediaField } from './media-field.tsx';
import { NumberField } from './number-field.tsx';
import { Offered } from './offered.tsx';

const CameraField = lazy(async () => ({ default: (await import('./camera-field.tsx')).CameraField }));

export function MainFields({ options, obstacles, editor }: FieldsProps) {
  const messages = useMessages();
  const { fields } = messages;
  const { request, setField } = editor;
  const { durations: lengths, durationSpan } = options;
  const isAnyNumber = durationSpan !== undefined || options.open.has('duration');
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
        {isAnyNumber && (
          <NumberField
            label={fields.duration}
            span={durationSpan}
            value={request.duration === 'auto' ? undefined : request.duration}
            onChange={(seconds) => setField('duration', seconds)}
          />
        )}
        {(!isAnyNumber || lengths.includes('auto')) && (
          <ChoiceField
            label={isAnyNumber ? messages.auto : fields.duration}
            values={isAnyNumber ? ['auto'] : lengths}
            nameOf={(length) => (length === 'auto' ? messages.auto : messages.seconds(length))}
            value={isAnyNumber && request.duration !== 'auto' ? undefined : request.duration}
            onChange={(length) => setField('duration', length)}
          />
        )}
      </Offered>
      <Offered feature="aspectRatio" {...offer}>
        <TextChoiceField
          label={fields.aspectRatio}
          values={options.aspectRatios}
          isOpen={options.open.has('aspectRatio')}
          nameOf={(ratio) => (ratio === 'adaptive' ? messages.adaptive : ratio)}
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
