import { Button, Fieldset, Group, SegmentedControl, SimpleGrid, Text } from '@mantine/core';
import type { CameraControl } from '@vid/core';
import { useState } from 'react';
import { useMessages } from '../language.tsx';
import { type Axes, cameraAxes, CameraPad, pairs } from './camera-pad.tsx';
import { ChoiceField } from './choice-field.tsx';
import type { CameraOptions } from './options.ts';

interface CameraFieldProps {
  readonly options: CameraOptions;
  readonly value: CameraControl | undefined;
  readonly onChange: (value: CameraControl | undefined) => void;
}

const readable = (name: string) => name.replaceAll('_', ' ');

/** Axes at 0 are left out, so a camera that does not move is an unset field. */
export function CameraField({ options, value, onChange }: CameraFieldProps) {
  const messages = useMessages();
  const { camera } = messages;
  const label = messages.fields.cameraControl;
  const axes: Axes = value !== undefined && !('preset' in value) ? value : {};
  const preset = value !== undefined && 'preset' in value ? value : undefined;

  const move = (moved: Axes) => {
    const kept = options.oneAxis ? {} : axes;
    const next: { -readonly [Axis in keyof Axes]: Axes[Axis] } = { ...kept, ...moved };
    for (const axis of cameraAxes) if (next[axis] === 0) delete next[axis];
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };

  return (
    <Fieldset
      legend={label}
      p="sm"
      mx={0}
      styles={{ legend: { fontSize: 'var(--mantine-font-size-sm)', fontWeight: 500 } }}
    >
      {options.axes.length > 0 && <Mover options={options} axes={axes} onMove={move} />}
      {options.presets.length > 0 && (
        <ChoiceField
          label={camera.presets}
          values={options.presets}
          nameOf={readable}
          value={preset?.preset}
          onChange={(picked) => onChange(picked === undefined ? undefined : { preset: picked })}
        />
      )}
      {preset !== undefined && options.strengths.length > 0 && (
        <ChoiceField
          label={messages.strength}
          values={options.strengths}
          nameOf={readable}
          value={preset.strength}
          onChange={(strength) =>
            onChange({ preset: preset.preset, ...(strength !== undefined && { strength }) })
          }
        />
      )}
      <Button
        mt="sm"
        size="xs"
        variant="default"
        disabled={value === undefined}
        aria-label={messages.clear(label)}
        onClick={() => onChange(undefined)}
      >
        {messages.clearShort}
      </Button>
    </Fieldset>
  );
}

interface MoverProps {
  readonly options: CameraOptions;
  readonly axes: Axes;
  readonly onMove: (moved: Axes) => void;
}

function Mover({ options, axes, onMove }: MoverProps) {
  const { axes: names, camera } = useMessages();
  const known = pairs.filter(({ x, y }) => options.axes.includes(x) || options.axes.includes(y));
  const [chosen, setChosen] = useState<string>();
  const pair = known.find(({ kind }) => kind === chosen) ?? known[0];
  return (
    <>
      <Group gap="sm" align="flex-start" mb="sm">
        <CameraPad options={options} axes={axes} pair={pair} onMove={onMove} />
        <div style={{ flex: '1 1 140px' }}>
          {known.length > 1 && (
            <SegmentedControl
              size="xs"
              mb="xs"
              aria-label={camera.drag}
              data={known.map(({ kind }) => ({ value: kind, label: camera[kind] }))}
              value={pair?.kind ?? ''}
              onChange={setChosen}
            />
          )}
          <Text size="xs" c="dimmed">
            {camera.pad}
          </Text>
          {options.oneAxis && (
            <Text size="xs" c="dimmed">
              {camera.oneAxis}
            </Text>
          )}
        </div>
      </Group>
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="lg" verticalSpacing="sm" mb="sm">
        {options.axes.map((axis) => (
          <AxisSlider
            key={axis}
            label={names[axis]}
            value={axes[axis] ?? 0}
            onChange={(amount) => onMove({ [axis]: amount })}
          />
        ))}
      </SimpleGrid>
    </>
  );
}

interface AxisSliderProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (amount: number) => void;
}

function AxisSlider({ label, value, onChange }: AxisSliderProps) {
  return (
    <div>
      <Text size="xs" component="div">
        {label}: {value}
      </Text>
      <input
        type="range"
        aria-label={label}
        min={-10}
        max={10}
        step={1}
        value={value}
        style={{ width: '100%', accentColor: 'var(--mantine-color-anchor)' }}
        onChange={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
      />
    </div>
  );
}
