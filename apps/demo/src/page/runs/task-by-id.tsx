import { Alert, Button, Group, NativeSelect, Paper, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, use, useState } from 'react';
import type { ConnectionSetup, Run } from '../../api.ts';
import { apiName } from '../badges.tsx';
import { useMessages } from '../language.tsx';
import type { Messages } from '../messages.ts';
import { followTask, ServerError } from '../server.ts';
import { SetupContext } from '../setup.ts';

interface TaskByIdProps {
  /** Whether it stands open until somebody opens or closes it. */
  readonly initiallyOpen: boolean;
  readonly onFollowed: (run: Pick<Run, 'comparison'>) => void;
}

/** A task that was submitted elsewhere, such as by another client, is followed here by its id. */
export function TaskById({ initiallyOpen, onFollowed }: TaskByIdProps) {
  const messages = useMessages();
  const { taskById } = messages;
  const { choices } = use(SetupContext);
  const connections = choices
    .flatMap((choice) => choice.connections)
    .filter(({ state }) => state !== 'unavailable');
  const [toggled, setToggled] = useState<boolean>();
  const [name, setName] = useState<string>();
  const [id, setId] = useState('');
  const [lookup, setLookup] = useState('');
  const follow = useMutation({
    mutationFn: followTask,
    onSuccess: (run) => {
      setId('');
      onFollowed(run);
    },
  });
  const chosen = connections.find((connection) => nameOf(connection) === name) ?? connections[0];
  if (chosen === undefined) return null;
  const isOpen = toggled ?? initiallyOpen;
  const hint = chosen.lookup;
  const isReady = id.trim() !== '' && (hint?.required !== true || lookup.trim() !== '');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isReady || follow.isPending) return;
    follow.mutate({
      id: crypto.randomUUID(),
      provider: chosen.provider,
      api: chosen.api,
      task: id.trim(),
      ...(hint !== undefined && lookup.trim() !== '' && { lookup: { [hint.name]: lookup.trim() } }),
    });
  };
  return (
    <Paper withBorder p="sm">
      <Button size="compact-sm" variant="subtle" aria-expanded={isOpen} onClick={() => setToggled(!isOpen)}>
        {taskById.title}
      </Button>
      {isOpen && (
        <form onSubmit={submit} aria-label={taskById.title}>
          <Text size="sm" c="dimmed" my="xs">
            {taskById.hint}
          </Text>
          <Group gap="sm" align="flex-end">
            <NativeSelect
              label={taskById.service}
              data={connections.map((connection) => ({
                value: nameOf(connection),
                label: `${connection.provider} · ${apiName(messages, connection.api)}`,
              }))}
              value={nameOf(chosen)}
              onChange={({ currentTarget: { value } }) => {
                setName(value);
                setLookup('');
                follow.reset();
              }}
            />
            <TextInput
              label={taskById.id}
              flex="1 1 16rem"
              placeholder="2f19d8a7-3b74-4fc4-af42-d0bcadbaec54"
              autoComplete="off"
              spellCheck={false}
              value={id}
              onChange={({ currentTarget: { value } }) => setId(value)}
            />
            {hint !== undefined && (
              <TextInput
                label={hint.required ? hint.name : taskById.optional(hint.name)}
                placeholder={hint.example}
                autoComplete="off"
                spellCheck={false}
                value={lookup}
                onChange={({ currentTarget: { value } }) => setLookup(value)}
              />
            )}
            <Button type="submit" variant="light" disabled={!isReady} loading={follow.isPending}>
              {taskById.follow}
            </Button>
          </Group>
          {follow.error !== null && <NotFollowed error={follow.error} connection={chosen} />}
        </form>
      )}
    </Paper>
  );
}

const nameOf = ({ provider, api }: ConnectionSetup) => `${provider} ${api}`;

/** Only an answer of the service says that there is no such task. */
function reasonOf(error: Error, service: string, { taskById, errors, serverError }: Messages): string {
  const code = error instanceof ServerError ? error.code : undefined;
  if (code === 'unreachable') return serverError(code, error.message);
  if (code === 'not-found') return taskById.unknown(service);
  if (code === 'authentication') return errors.authentication;
  if (code === 'invalid-request') return taskById.invalid;
  return taskById.unconfirmed(service);
}

function NotFollowed({ error, connection }: { readonly error: Error; readonly connection: ConnectionSetup }) {
  const messages = useMessages();
  const isUnknown = error instanceof ServerError && error.code === 'not-found';
  const service = `${connection.provider} · ${apiName(messages, connection.api)}`;
  return (
    <Alert color="red" mt="sm" p="xs">
      <Text size="sm">{reasonOf(error, service, messages)}</Text>
      {!isUnknown && (
        <Text size="xs" mt={4} style={{ overflowWrap: 'anywhere' }}>
          {messages.inItsWords}: <span lang="en">{error.message}</span>
        </Text>
      )}
    </Alert>
  );
}
