import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useMessages } from '../language.tsx';

interface ConfirmModalProps {
  readonly opened: boolean;
  /** `provider:model` of each call that costs money. */
  readonly paid: readonly string[];
  readonly simulated: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before money is spent. */
export function ConfirmModal({ opened, paid, simulated, onConfirm, onClose }: ConfirmModalProps) {
  const messages = useMessages();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={messages.confirmTitle}
      closeButtonProps={{ 'aria-label': messages.close }}
    >
      <Stack gap="sm">
        <Text>{messages.confirmText}</Text>
        <List>
          {paid.map((name) => (
            <List.Item key={name}>{name}</List.Item>
          ))}
        </List>
        {simulated > 0 && <Text size="sm">{messages.confirmAlso(simulated)}</Text>}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {messages.cancel}
          </Button>
          <Button color="red" onClick={onConfirm}>
            {messages.pay(paid.length)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
