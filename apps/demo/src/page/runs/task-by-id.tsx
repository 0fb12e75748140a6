import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, use, useState } from 'react';
import type { ConnectionSetup, Run } from '../../api.ts';
import { apiName } from '../api-name.ts';
import { refusalWords } from '../error-words.ts';
import { type StageMessages, useStageMessages } from '../messages/stage.ts';
import { followTask, ServerError } from '../server.ts';
import { SetupContext, useProviderName } from '../setup.ts';

interface TaskByIdProps {
  /** The service whose task is looked for; missing: the first. */
  readonly initially: Pick<Run, 'provider' | 'api'> | undefined;
  readonly onFollowed: (run: Pick<Run, 'comparison'>) => void;
}

/** A task that was submitted elsewhere, such as by another client, is followed here by its id. */
export function TaskById({ initially, onFollowed }: TaskByIdProps) {
  const messages = useStageMessages();
  const { taskById } = messages;
  const { choices } = use(SetupContext);
  const providerName = useProviderName();
  const connections = choices
    .flatMap((choice) => choice.connections)
    .filter(({ state }) => state !== 'unavailable');
  const [name, setName] = useState(initially && nameOf(initially));
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
    <form className="stack" onSubmit={submit} aria-label={taskById.title}>
      <p className="hint">{taskById.hint}</p>
      <div className="row by-id">
        <label>
          <span className="label">{taskById.service}</span>
          <select
            className="input"
            value={nameOf(chosen)}
            onChange={({ currentTarget: { value } }) => {
              setName(value);
              setLookup('');
              follow.reset();
            }}
          >
            {connections.map((connection) => (
              <option key={nameOf(connection)} value={nameOf(connection)}>
                {providerName(connection.provider)} · {apiName(messages, connection.api)}
              </option>
            ))}
          </select>
        </label>
        <label className="fill">
          <span className="label">{taskById.id}</span>
          <input
            className="input"
            placeholder="2f19d8a7-3b74-4fc4-af42-d0bcadbaec54"
            autoComplete="off"
            spellCheck={false}
            value={id}
            onChange={({ currentTarget: { value } }) => setId(value)}
          />
        </label>
        {hint !== undefined && (
          <label>
            <span className="label">{hint.required ? hint.name : taskById.optional(hint.name)}</span>
            <input
              className="input"
              placeholder={hint.example}
              autoComplete="off"
              spellCheck={false}
              value={lookup}
              onChange={({ currentTarget: { value } }) => setLookup(value)}
            />
          </label>
        )}
        <button type="submit" className="button" disabled={!isReady || follow.isPending}>
          {taskById.follow}
        </button>
      </div>
      {follow.error !== null && <NotFollowed error={follow.error} connection={chosen} />}
    </form>
  );
}

const nameOf = ({ provider, api }: Pick<ConnectionSetup, 'provider' | 'api'>) => `${provider} ${api}`;

/** Why a task could not be looked up. Only an answer of the service says that there is no such task. */
export function lookUpWords(error: Error, service: string, messages: StageMessages): string {
  const { taskById, errors } = messages;
  const code = error instanceof ServerError ? error.code : undefined;
  if (code === 'unreachable') return refusalWords(error, messages);
  if (code === 'not-found') return taskById.unknown(service);
  if (code === 'authentication') return errors.authentication;
  if (code === 'invalid-request') return taskById.invalid;
  return taskById.unconfirmed(service);
}

function NotFollowed({ error, connection }: { readonly error: Error; readonly connection: ConnectionSetup }) {
  const messages = useStageMessages();
  const providerName = useProviderName();
  const isUnknown = error instanceof ServerError && error.code === 'not-found';
  const service = `${providerName(connection.provider)} · ${apiName(messages, connection.api)}`;
  return (
    <div className="notice" data-tone="bad" role="alert">
      <p>{lookUpWords(error, service, messages)}</p>
      {!isUnknown && (
        <p className="hint long">
          {messages.inItsWords}
          {messages.colon}
          <q lang="en">{error.message}</q>
        </p>
      )}
    </div>
  );
}
