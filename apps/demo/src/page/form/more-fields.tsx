import { Autocomplete, TextInput } from '@mantine/core';
import type { Feature } from '@vid/core';
import { useMessages } from '../language.tsx';
import { ChoiceField } from './choice-field.tsx';
import type { FieldsProps } from './main-fields.tsx';
import { NumberField } from './number-field.tsx';
import { PictureField } from './picture-field.tsx';
import { ReferencesField } from './references-field.tsx';

export const moreFields: ReadonlySet<string> = new Set<Feature>([
  'negativePrompt',
  'lastFrame',
  'references',
  'resolution',
  'size',
  'quality',
  'audio',
  'seed',
]);

const whole = { min: 0, max: Number.MAX_SAFE_INTEGER };

export function MoreFields({ options, editor: { request, setField } }: FieldsProps) {
  const messages = useMessages();
  const { fields } = messages;
  const { taken } = options;
  return (
    <>
      {taken.has('negativePrompt') && (
        <TextInput
          label={fields.negativePrompt}
          placeholder={messages.unset}
          value={request.negativePrompt ?? ''}
          onChange={({ currentTarget: { value } }) =>
            setField('negativePrompt', value === '' ? undefined : value)
          }
        />
      )}
      {taken.has('lastFrame') && (
        <PictureField
          label={fields.lastFrame}
          value={request.lastFrame}
          onChange={(picture) => setField('lastFrame', picture)}
        />
      )}
      {taken.has('references') && (
        <ReferencesField
          most={options.maxReferences}
          value={request.references}
          onChange={(pictures) => setField('references', pictures)}
        />
      )}
      {taken.has('resolution') && (
        <ChoiceField
          label={fields.resolution}
          values={options.resolutions}
          value={request.resolution}
          onChange={(resolution) => setField('resolution', resolution)}
        />
      )}
      {taken.has('size') && (
        <Autocomplete
          label={fields.size}
          placeholder={messages.unset}
          data={[...options.sizes]}
          value={request.size ?? ''}
          onChange={(size) => setField('size', size === '' ? undefined : size)}
        />
      )}
      {taken.has('quality') && (
        <ChoiceField
          label={fields.quality}
          values={options.qualities}
          nameOf={(quality) => messages.qualities[quality]}
          value={request.quality}
          onChange={(quality) => setField('quality', quality)}
        />
      )}
      {taken.has('audio') && (
        <ChoiceField
          label={fields.audio}
          values={options.audios}
          nameOf={(wanted) => (wanted ? messages.yes : messages.no)}
          value={request.audio}
          onChange={(wanted) => setField('audio', wanted)}
        />
      )}
      {taken.has('seed') && (
        <NumberField
          label={fields.seed}
          span={options.seedSpan ?? whole}
          value={request.seed}
          onChange={(seed) => setField('seed', seed)}
        />
      )}
    </>
  );
}
