import { use } from 'react';
import { apiName } from '../api-name.ts';
import { useLaterMessages } from '../messages/later.ts';
import { FaultForm, LimitForm } from '../session/session-forms.tsx';
import { SetupContext, useProviderName } from '../setup.ts';
import { Segmented } from '../ui/segmented.tsx';

/** Which api of each provider answers, the money limit of this session, and what goes wrong at the simulator. */
export function ModePanel() {
  const messages = useLaterMessages();
  const { choices, choose } = use(SetupContext);
  const providerName = useProviderName();
  const real = choices
    .filter(({ chosen }) => chosen.state === 'real')
    .map(({ provider }) => providerName(provider));
  const unavailable = choices.flatMap(({ connections }) =>
    connections.filter(({ state }) => state === 'unavailable'),
  );
  return (
    <div className="stack">
      <p className="small">
        {real.length === 0 ? messages.allSimulated : messages.someReal(real.join(messages.comma))}
      </p>
      <ul className="stack">
        {choices.map(({ provider, connections, chosen }) => (
          <li key={provider} className="row service">
            <span
              className="dot"
              data-tone={{ real: 'bad', simulated: 'good', unavailable: 'none' }[chosen.state]}
            />
            <span>
              {providerName(provider)} <span className="hint">{messages[chosen.state]}</span>
            </span>
            {connections.length > 1 && (
              <Segmented
                label={messages.apiOf(provider)}
                options={connections.map(({ api, state }) => ({
                  value: api,
                  label: apiName(messages, api),
                  disabled: state === 'unavailable',
                }))}
                value={chosen.api}
                onChange={(api) => choose(provider, api)}
              />
            )}
          </li>
        ))}
      </ul>
      {unavailable.map(({ provider, api, keyVariables }) => (
        <p key={`${provider} ${api}`} className="hint">
          {messages.notSetUp(
            `${providerName(provider)} (${apiName(messages, api)})`,
            keyVariables.join(messages.comma),
          )}
        </p>
      ))}
      <details className="fold">
        <summary>{messages.limit}</summary>
        <LimitForm />
      </details>
      <details className="fold">
        <summary>{messages.faults}</summary>
        <FaultForm />
      </details>
    </div>
  );
}
