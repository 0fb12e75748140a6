import type { Feature } from '@vid/core';
import { useMessages } from '../language.tsx';
import { Choice, type FieldsProps, NumberField, Offered, reasonOf, TextChoice } from './fields.tsx';

const quick = [
  'duration',
  'aspectRatio',
  'resolution',
  'audio',
  'watermark',
] as const satisfies readonly Feature[];

/** What most requests say beside words and pictures, on one line. */
export function QuickFields({ options, obstacles, editor }: FieldsProps) {
  const messages = useMessages();
  const { fields, composer } = messages;
  const { request, setField } = editor;
  const { durations, durationSpan, open } = options;
  const isAnyNumber = durationSpan !== undefined || open.has('duration');
  const offer = { obstacles, editor, isTight: true };
  const yesOrNo = (wanted: boolean) => (wanted ? composer.withIt : composer.withoutIt);
  const names = { ...fields, aspectRatio: composer.ratio, audio: composer.sound };
  const told = quick.flatMap((feature) => {
    const obstacle = obstacles[feature];
    return obstacle === undefined ? [] : [names[feature] + messages.colon + reasonOf(obstacle, messages)];
  });
  return (
    <div>
      <div className="quick">
        <Offered feature="duration" {...offer}>
          {isAnyNumber && (
            <NumberField
              label={fields.duration}
              span={durationSpan}
              value={request.duration === 'auto' ? undefined : request.duration}
              onChange={(seconds) => setField('duration', seconds)}
            />
          )}
          {(!isAnyNumber || durations.includes('auto')) && (
            <Choice
              label={isAnyNumber ? messages.auto : fields.duration}
              values={isAnyNumber ? ['auto'] : durations}
              nameOf={(length) => (length === 'auto' ? messages.auto : messages.seconds(length))}
              value={isAnyNumber && request.duration !== 'auto' ? undefined : request.duration}
              onChange={(length) => setField('duration', length)}
            />
          )}
        </Offered>
        <Offered feature="aspectRatio" {...offer}>
          <TextChoice
            label={composer.ratio}
            glyph={<RatioGlyph ratio={request.aspectRatio} />}
            values={options.aspectRatios}
            isOpen={open.has('aspectRatio')}
            nameOf={(ratio) => (ratio === 'adaptive' ? messages.adaptive : ratio)}
            value={request.aspectRatio}
            onChange={(ratio) => setField('aspectRatio', ratio)}
          />
        </Offered>
        <Offered feature="resolution" {...offer}>
          <TextChoice
            label={fields.resolution}
            values={options.resolutions}
            isOpen={open.has('resolution')}
            value={request.resolution}
            onChange={(resolution) => setField('resolution', resolution)}
          />
        </Offered>
        <Offered feature="audio" {...offer}>
          <Choice
            label={composer.sound}
            values={options.audios}
            nameOf={yesOrNo}
            value={request.audio}
            onChange={(wanted) => setField('audio', wanted)}
          />
        </Offered>
        <Offered feature="watermark" {...offer}>
          <Choice
            label={fields.watermark}
            values={options.watermarks}
            nameOf={yesOrNo}
            value={request.watermark}
            onChange={(wanted) => setField('watermark', wanted)}
          />
        </Offered>
      </div>
      {told.map((sentence) => (
        <p key={sentence} className="hint" aria-hidden>
          {sentence}
        </p>
      ))}
    </div>
  );
}

const most = 12;

/** The shape of the picture, as a small frame. */
function RatioGlyph({ ratio }: { readonly ratio: string | undefined }) {
  const [, wide, high] = /^(\d+):(\d+)$/.exec(ratio ?? '') ?? [];
  if (wide === undefined || high === undefined) return null;
  const scale = most / Math.max(Number(wide), Number(high));
  const width = Math.max(3, Number(wide) * scale);
  const height = Math.max(3, Number(high) * scale);
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden>
      <rect
        x={7 - width / 2}
        y={7 - height / 2}
        width={width}
        height={height}
        rx="1"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    </svg>
  );
}
