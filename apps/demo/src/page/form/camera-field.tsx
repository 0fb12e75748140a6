import { Button, Fieldset, Group, Select, SimpleGrid, Slider, Text } from '@mantine/core';
import type { CameraAxis, CameraControl } from '@vid/core';
import { useMessages } from '../language.tsx';
import type { CameraOptions } from './options.ts';

interface CameraFieldProps {
  readonly options: CameraOptions;
  readonly value: CameraControl | undefined;
  readonly onChange: (value: CameraControl | undefined) => void;
}

/** Axes at 0 are left out, so a camera that does not move is an unset field. */
export function CameraField({ options, value, onChange }: CameraFieldProps) {
  const messages = useMessages();
  const label = messages.fields.cameraControl;
  const axes = value !== undefined && !('preset' in value) ? value : {};
  const preset = value !== undefined && 'preset' in value ? value : undefined;

  const move = (axis: CameraAxis, amount: number) => {
    const { [axis]: _, ...others } = axes;
    const next = amount === 0 ? others : { ...others, [axis]: amount };
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };

  return (
    <Fieldset
      legend={label}
      p="sm"
      mx={0}
      styles={{ legend: { fontSize: 'var(--mantine-font-size-sm)', fontWeight: 500 } }}
    >
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="lg" verticalSpacing="sm">
        {options.axes.map((axis) => (
          <div key={axis}>
            <Text size="xs" component="div">
              {messages.axes[axis]}: {axes[axis] ?? 0}
            </Text>
            <Slider
              min={-10}
              max={10}
              startPointValue={0}
              size="sm"
              label={null}
              thumbLabel={messages.axes[axis]}
              value={axes[axis] ?? 0}
              onChange={(amount) => move(axis, amount)}
            />
          </div>
        ))}
      </SimpleGrid>
      <Group gap="sm" mt="sm" align="end">
        {options.presets.length > 0 && (
          <Select
            flex={1}
            size="xs"
            label={messages.orPreset}
            placeholder={messages.unset}
            data={[...options.presets]}
            value={preset?.preset ?? null}
            onChange={(picked) => onChange(picked === null ? undefined : { preset: picked })}
          />
        )}
        {preset !== undefined && options.strengths.length > 0 && (
          <Select
            flex={1}
            size="xs"
            label={messages.strength}
            placeholder={messages.unset}
            data={[...options.strengths]}
            value={preset.strength ?? null}
            onChange={(picked) =>
              onChange({ preset: preset.preset, ...(picked !== null && { strength: picked }) })
            }
          />
        )}
        <Button
          size="xs"
          variant="default"
          disabled={value === undefined}
          aria-label={messages.clear(label)}
          onClick={() => onChange(undefined)}
        >
          {messages.clearShort}
        </Button>
      </Group>
    </Fieldset>
  );
}
