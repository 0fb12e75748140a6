import type { Feature } from '@vid/core';
import { lazy, type ReactNode } from 'react';
import { LazyPart } from '../boundary.tsx';
import { isFile } from '../request-json.ts';
import { isDrawing } from '../form/mask-areas.ts';
import { CameraField } from '../form/camera-field.tsx';
import { useEditorMessages } from '../messages/editors.ts';
import { Choice, type FieldsProps, NumberField, Offered, TextChoice, TextField } from './fields.tsx';
import { MediaField, type MediaKind, MediaListField, mediaProps } from './media-field.tsx';
import { type ListFeature, listFeatures } from './options.ts';

const MaskEditor = lazy(async () => ({ default: (await import('../form/mask-editor.tsx')).MaskEditor }));

const whole = { min: 0, max: Number.MAX_SAFE_INTEGER };
const kinds: Readonly<Record<ListFeature, MediaKind>> = {
  references: 'image',
  referenceVideos: 'video',
  referenceAudio: 'audio',
};

/** All that most requests leave open. */
export function MoreFields({ options, obstacles, editor }: FieldsProps) {
  const messages = useEditorMessages();
  const { fields } = messages;
  const { request, setField } = editor;
  const offer = (feature: Feature, control: ReactNode) => (
    <Offered key={feature} feature={feature} obstacles={obstacles} editor={editor}>
      {control}
    </Offered>
  );
  const text = (feature: 'negativePrompt' | 'extendVideo' | 'callbackUrl', placeholder: string) =>
    offer(
      feature,
      <TextField
        label={fields[feature]}
        placeholder={placeholder}
        value={request[feature]}
        onChange={(value) => setField(feature, value)}
      />,
    );
  const media = (feature: 'lastFrame' | 'sourceVideo', kind: MediaKind) =>
    offer(feature, <MediaField kind={kind} label={fields[feature]} {...mediaProps(editor, feature)} />);
  return (
    <div className="stack">
      {media('lastFrame', 'image')}
      {text('negativePrompt', '')}
      <div className="pair">
        {offer(
          'seed',
          <NumberField
            label={fields.seed}
            span={options.seedSpan ?? whole}
            placeholder={messages.unset}
            step={1}
            value={request.seed}
            onChange={(seed) => setField('seed', seed)}
          />,
        )}
        {offer(
          'quality',
          <Choice
            label={fields.quality}
            values={options.qualities}
            nameOf={(quality) => messages.qualities[quality]}
            value={request.quality}
            onChange={(quality) => setField('quality', quality)}
          />,
        )}
      </div>
      {offer(
        'cameraControl',
        <CameraField
          options={options.camera}
          value={request.cameraControl}
          onChange={(move) => setField('cameraControl', move)}
        />,
      )}
      {offer('motionMasks', <Masks options={options} obstacles={obstacles} editor={editor} />)}
      {listFeatures.map((feature) =>
        offer(
          feature,
          <MediaListField
            kind={kinds[feature]}
            label={fields[feature]}
            most={options.maxItems[feature]}
            feature={feature}
            editor={editor}
          />,
        ),
      )}
      {media('sourceVideo', 'video')}
      {text('extendVideo', messages.extendHint)}
      {offer(
        'size',
        <TextChoice
          isOpen
          label={fields.size}
          values={options.sizes}
          value={request.size}
          onChange={(size) => setField('size', size)}
        />,
      )}
      {text('callbackUrl', 'https://…')}
    </div>
  );
}

/** Drawn on the first frame where the page can read it; where it cannot, it says why. */
function Masks({ options, editor }: FieldsProps) {
  const messages = useEditorMessages();
  const { masks } = messages;
  const label = messages.fields.motionMasks;
  const { firstFrame: picture, motionMasks } = editor.request;
  return (
    <fieldset className="group">
      <legend className="label">{label}</legend>
      {picture === undefined && <p className="hint">{masks.needPicture}</p>}
      {typeof picture === 'string' && <p className="hint">{masks.linkedPicture}</p>}
      {isFile(picture) && (
        <LazyPart>
          <MaskEditor options={options.masks} picture={picture} editor={editor} />
        </LazyPart>
      )}
      {motionMasks !== undefined && (
        <button
          type="button"
          className="button"
          data-small
          disabled={isDrawing(editor)}
          aria-label={messages.clear(label)}
          onClick={() => editor.setField('motionMasks', undefined)}
        >
          {messages.clearShort}
        </button>
      )}
    </fieldset>
  );
}
