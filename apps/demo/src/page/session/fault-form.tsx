import { Alert, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { faultsSchema } from '../../api.ts';
import { errorWords } from '../error-words.ts';
import { useMessages } from '../language.tsx';
import { chooseFault, fetchFaults } from '../server.ts';

const presets = faultsSchema.shape.preset.options;

/** What goes wrong at the simulated services, and what the library makes of it. */
export function FaultForm() {
  const messages = useMessages();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ['faults'], queryFn: fetchFaults, staleTime: 0 });
  const change = useMutation({
    mutationFn: chooseFault,
    onSuccess: (faults) => queries.setQueryData(['faults'], faults),
  });
  return (
    <Stack gap="sm">
      <Radio.Group
        aria-label={messages.faultsTitle}
        description={messages.faultsHint}
        value={(change.isPending ? change.variables : data?.preset) ?? 'none'}
        onChange={(picked) => {
          const preset = presets.find((one) => one === picked);
          if (preset !== undefined) change.mutate(preset);
        }}
      >
        <Stack gap="xs" mt="xs">
          {presets.map((preset) => (
            <Radio
              key={preset}
              size="xs"
              value={preset}
              label={messages.fault[preset].name}
              description={messages.fault[preset].what}
            />
          ))}
        </Stack>
      </Radio.Group>
      {change.error !== null && (
        <Alert color="red">
          <Text size="sm">{errorWords(change.error, messages)}</Text>
        </Alert>
      )}
    </Stack>
  );
}
