import { use, useMemo } from 'react';
import { hrefOf } from '../address/place.ts';
import { apiName } from '../api-name.ts';
import { useModelMessages } from '../messages/models.ts';
import { briefOf, FeatureTable } from '../models/feature-table.tsx';
import { SetupContext, useProviderName } from '../setup.ts';
import { compareServices, onlyAt, type Service, serviceLineName } from './service-lines.ts';

/** A column a service, a line a feature: from the capability tables of the chosen apis. */
export function ServicesView() {
  const messages = useModelMessages();
  const { everything, choices } = use(SetupContext);
  const nameOf = useProviderName();
  const services = useMemo(
    (): readonly Service[] =>
      choices.map(({ provider, chosen: { api } }) => ({
        provider,
        api,
        models: everything.models.filter((entry) => entry.provider === provider && entry.api === api),
      })),
    [everything, choices],
  );
  const compared = useMemo(() => compareServices(services, messages), [services, messages]);
  const { matrix, comma } = messages;
  const only = {
    id: 'only',
    name: matrix.onlyHere,
    texts: services.map((_, index) => onlyAt(index, compared, messages).join(comma) || matrix.nothing),
  };
  const rows = compared.map(({ line, cells }) => ({
    id: line,
    name: serviceLineName(line, messages),
    texts: cells.map((cell) => briefOf(cell, messages) ?? matrix.none),
  }));
  const hasClaims = compared.some(({ cells }) => cells.some(({ claimed }) => claimed.length > 0));
  return (
    <div className="stack">
      <FeatureTable
        isPlain
        label={messages.views.services.title}
        columns={choices.map(({ provider, chosen: { api, state } }) => ({
          id: provider,
          head: (
            <span className="stack" style={{ gap: 0 }}>
              {nameOf(provider)}
              <span className="hint">
                {apiName(messages, api)}
                {state === 'unavailable' && ` · ${messages.unavailable}`}
              </span>
            </span>
          ),
        }))}
        rows={[only, ...rows]}
      />
      {hasClaims && <p className="hint">† {matrix.claimedMark}</p>}
      <p>
        <a href={hrefOf('models')}>{matrix.eachModel}</a>
      </p>
    </div>
  );
}
