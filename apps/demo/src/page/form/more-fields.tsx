import { TextInput } from '@mantine/core';
import type { Feature } from '@vid/core';
import type { ReactNode } from 'react';
import { useMessages } from '../language.tsx';
import { ChoiceField, TextChoiceField } from './choice-field.tsx';
import { type FieldsProps, mediaProps } from './form-fields.ts';
import { MasksField } from './masks-field.tsx';
import { MediaField, type MediaKind } from './media-field.tsx';
import { MediaListField } from './media-list-field.tsx';
import { NumberField } from './number-field.tsx';
import { Offered } from './offered.tsx';
import { type ListFeature, listFeatures } from './options.ts';

const whole = { min: 0, max: Number.MAX_SAFE_INTEGER };
const kinds: Readonly<Record<ListFeature, MediaKind>> = {
  references: 'image',
  referenceVideos: 'video',
  referenceAudio: 'audio',
};

export function MoreFields({ options, obstacles, editor }: FieldsProps) {
  const messages = useMessages();
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
      <TextInput
        label={fields[feature]}
        placeholder={placeholder}
        value={request[feature] ?? ''}
        onChange={({ currentTarget: { value } }) => setField(feature, value === '' ? undefined : value)}
      />,
    );
  const media = (feature: 'lastFrame' | 'sourceVideo', kind: MediaKind) =>
    offer(feature, <MediaField kind={kind} label={fields[feature]} {...mediaProps(editor, feature)} />);
  return (
    <>
      {text('negativePrompt', messages.unset)}
      {media('lastFrame', 'image')}
      {offer('motionMasks', <MasksField options={options.masks} editor={editor} />)}
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
        'resolution',
        <TextChoiceField
          label={fields.resolution}
          values={options.resolutions}
          isOpen={options.open.has('resolution')}
          value={request.resolution}
          onChange={(resolution) => setField('resolution', resolution)}
        />,
      )}
      {offer(
        'size',
        <TextChoiceField
          isOpen
          label={fields.size}
          values={options.sizes}
          value={request.size}
          onChange={(size) => setField('size', size)}
        />,
      )}
      {offer(
        'quality',
        <ChoiceField
          label={fields.quality}
          values={options.qualities}
          nameOf={(quality) => messages.qualities[quality]}
          value={request.quality}
          onChange={(quality) => setField('quality', quality)}
        />,
      )}
      {offer(
        'audio',
        <ChoiceField
          label={fields.audio}
          values={options.audios}
          nameOf={(wanted) => (wanted ? messages.yes : messages.no)}
          value={request.audio}
          onChange={(wanted) => setField('audio', wanted)}
        />,
      )}
      {offer(
        'seed',
        <NumberField
          label={fields.seed}
          span={options.seedSpan ?? whole}
          value={request.seed}
          onChange={(seed) => setField('seed', seed)}
        />,
      )}
      {text('callbackUrl', 'https://…')}
    </>
  );
}
