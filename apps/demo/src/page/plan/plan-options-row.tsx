import { Chip, Group, Input, NativeSelect, NumberInput, Paper, Stack, Switch, Text } from '@mantine/core';
import { adaptableFields } from '@vid/core';
import { useId } from 'react';
import { useMessages } from '../language.tsx';
import type { OfferedNeed } from '../messages/runs.ts';
import { CurrencySelect } from '../session/currency-select.tsx';
import { offeredNeeds, preferences, type PlanOptions } from './plan-options.ts';

interface PlanOptionsRowProps {
  /** Needs that the request leaves open. */
  readonly possible: readonly OfferedNeed[];
  readonly routing: PlanOptions;
  readonly onChange: (routing: PlanOptions) => void;
}

/** What matters besides the request itself. */
export function PlanOptionsRow({ possible, routing, onChange }: PlanOptionsRowProps) {
  const messages = useMessages();
  const { prefer, adapt, most, currency, needs } = routing;
  const id = useId();
  const fields = adaptableFields.map((field) => messages.fields[field]).join(messages.comma);
  return (
    <Paper withBorder p="xs" role="group" aria-labelledby={`${id}-title`}>
      <Stack gap="xs">
        <Text id={`${id}-title`} size="sm" fw={600}>
          {messages.matters}
        </Text>
        <Group gap="md" align="flex-start">
          <NativeSelect
            size="xs"
            w={150}
            label={messages.preferLabel}
            data={preferences.map((value) => ({ value, label: messages.prefer[value] }))}
            value={prefer}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...routing, prefer: preferences.find((one) => one === value) ?? 'listed' })
            }
          />
          <NumberInput
            size="xs"
            w={130}
            label={messages.atMost(currency)}
            placeholder={messages.atMostHint}
            min={0}
            step={0.1}
            decimalScale={4}
            value={most ?? ''}
            onChange={(typed) =>
              onChange({ ...routing, most: typeof typed === 'number' ? typed : undefined })
            }
          />
          <CurrencySelect
            currency={currency}
            onChange={(chosen) => onChange({ ...routing, currency: chosen })}
          />
          <Input.Wrapper
            size="xs"
            label={messages.needsLabel}
            labelElement="div"
            labelProps={{ id: `${id}-needs` }}
          >
            <Group gap={6} mt={2} role="group" aria-labelledby={`${id}-needs`}>
              {offeredNeeds.map((need) => (
                <Chip
                  key={need}
                  size="xs"
                  variant="light"
                  styles={{ root: { display: 'flex' } }}
                  disabled={!possible.includes(need)}
                  checked={needs.includes(need) && possible.includes(need)}
                  onChange={(wanted) =>
                    onChange({
                      ...routing,
                      needs: wanted ? [...needs, need] : needs.filter((other) => other !== need),
                    })
                  }
                >
                  {messages.needs[need]}
                </Chip>
              ))}
            </Group>
          </Input.Wrapper>
        </Group>
        <Switch
          size="xs"
          label={messages.adapt}
          description={messages.adaptHint(fields)}
          checked={adapt}
          onChange={({ currentTarget: { checked } }) => onChange({ ...routing, adapt: checked })}
        />
      </Stack>
    </Paper>
  );
}
