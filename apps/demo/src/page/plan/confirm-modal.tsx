import { Modal } from '@mantine/core';
import { useMessages } from '../language.tsx';
import type { Call } from '../runs/use-start.ts';
import { ConfirmCalls } from './confirm-calls.tsx';

interface ConfirmModalProps {
  readonly opened: boolean;
  /** Each call that costs money. */
  readonly paid: readonly Call[];
  readonly simulated: number;
  readonly isExample: boolean;
  readonly onConfirm: (allowUnknownPrice: boolean) => void;
  readonly onClose: () => void;
}

/** Asks before money is spent. */
export function ConfirmModal({ opened, onClose, ...calls }: ConfirmModalProps) {
  const messages = useMessages();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={messages.confirmTitle}
      closeButtonProps={{ 'aria-label': messages.close }}
    >
      <ConfirmCalls onClose={onClose} {...calls} />
    </Modal>
  );
}
