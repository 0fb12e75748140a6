import { Button, CloseButton, Fieldset, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../language.tsx';
import type { Area, Point, Shape, Size } from './mask-areas.ts';
import type { MaskOptions } from './options.ts';

interface MaskNumbersProps {
  readonly options: MaskOptions;
  readonly size: Size;
  readonly area: Area;
  readonly trajectory: readonly Point[];
  readonly onPath: (trajectory: readonly Point[]) => void;
  readonly onShape: (shape: Shape) => void;
}

const sides = ['left', 'top', 'width', 'height'] as const;

/** All that a pointer can draw but the free brush, for hands on a keyboard. */
export function MaskNumbers({ options, size, area, trajectory, onPath, onShape }: MaskNumbersProps) {
  const { masks } = useMessages();
  const [box, setBox] = useState({
    left: Math.round(size.width / 4),
    top: Math.round(size.height / 4),
    width: Math.round(size.width / 2),
    height: Math.round(size.height / 2),
  });
  const fill = () => {
    const from = { x: box.left, y: box.top };
    onShape({ kind: 'rectangle', from, to: { x: from.x + box.width, y: from.y + box.height } });
  };
  return (
    <details>
      <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
        {masks.keyboard}
      </Text>
      <Stack gap="sm" mt="xs">
        <Fieldset legend={masks.rectangle} p="xs" mx={0}>
          <Group gap="xs" align="end">
            {sides.map((side) => (
              <NumberInput
                key={side}
                size="xs"
                w={80}
                label={masks.sides[side]}
                min={0}
                value={box[side]}
                onChange={(typed) => typeof typed === 'number' && setBox({ ...box, [side]: typed })}
              />
            ))}
            <Button size="xs" variant="default" onClick={fill}>
              {masks.fill}
            </Button>
          </Group>
        </Fieldset>
        {area !== 'static' && (
          <Fieldset legend={masks.path(area + 1)} p="xs" mx={0}>
            <Stack gap={4}>
              {trajectory.map((point, index) => (
                <PointRow
                  key={index}
                  index={index}
                  point={point}
                  onChange={(next) => onPath(trajectory.with(index, next))}
                  onRemove={() => onPath(trajectory.toSpliced(index, 1))}
                />
              ))}
              <Button
                size="xs"
                variant="default"
                style={{ alignSelf: 'flex-start' }}
                disabled={trajectory.length >= options.maxPoints}
                onClick={() =>
                  onPath([
                    ...trajectory,
                    trajectory.at(-1) ?? { x: Math.round(size.width / 2), y: Math.round(size.height / 2) },
                  ])
                }
              >
                {masks.addPoint}
              </Button>
            </Stack>
          </Fieldset>
        )}
      </Stack>
    </details>
  );
}

interface PointRowProps {
  readonly index: number;
  readonly point: Point;
  readonly onChange: (point: Point) => void;
  readonly onRemove: () => void;
}

function PointRow({ index, point, onChange, onRemove }: PointRowProps) {
  const { masks } = useMessages();
  return (
    <Group gap={4} wrap="nowrap">
      <Text size="xs" w={24} ta="end">
        {index + 1}
      </Text>
      {(['x', 'y'] as const).map((axis) => (
        <NumberInput
          key={axis}
          size="xs"
          w={90}
          aria-label={masks.point(axis, index + 1)}
          leftSection={axis}
          value={point[axis]}
          onChange={(typed) => typeof typed === 'number' && onChange({ ...point, [axis]: typed })}
        />
      ))}
      <CloseButton size="sm" aria-label={masks.removePoint(index + 1)} onClick={onRemove} />
    </Group>
  );
}
