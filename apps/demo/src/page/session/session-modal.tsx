import { Modal } from '@mantine/core';
import { useMessages } from '../language.tsx';
import { FaultForm } from './fault-form.tsx';
import { LimitForm } from './limit-form.tsx';

export type SessionTopic = 'limit' | 'faults';

interface SessionModalProps {
  readonly topic: SessionTopic;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function SessionModal({ topic, opened, onClose }: SessionModalProps) {
  const messages = useMessages();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={topic === 'limit' ? messages.limitTitle : messages.faultsTitle}
      closeButtonProps={{ 'aria-label': messages.close }}
    >
      {topic === 'limit' ? <LimitForm /> : <FaultForm />}
    </Modal>
  );
}
