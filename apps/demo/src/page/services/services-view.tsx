import { Anchor, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { use, useMemo } from 'react';
import { apiName } from '../badges.tsx';
import type { Cell } from '../models/lines.ts';
import { type ModelMessages, useModelMessages } from '../models/texts.ts';
import { hrefOf } from '../address/place.ts';
import { SetupContext } from '../setup.ts';
import { compareServices, onlyAt, type Service, type ServiceLine, serviceLineName } from './service-lines.ts';
import './services.css';

/** So many that nobody reads them in a cell; the models' own view has them all. */
const longList = 6;

/** A column a service, a line a feature: from the capability tables of the chosen apis. */
export function ServicesView() {
  const messages = useModelMessages();
  const { everything, choices } = use(SetupContext);
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
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
  const only: ComparedRow = {
    id: 'only',
    name: matrix.onlyHere,
    texts: services.map((_, index) => onlyAt(index, compared, messages).join(comma) || matrix.nothing),
  };
  const rows = compared.map(({ line, cells }): ComparedRow => ({
    id: line,
    name: serviceLineName(line, messages),
    texts: cells.map((cell) => textOf(cell, messages)),
  }));
  const hasClaims = compared.some(({ cells }) => cells.some(({ claimed }) => claimed.length > 0));
  return (
    <Stack gap="md">
      <table className="services" aria-label={messages.views.services.title}>
        <thead>
          <tr>
            {isWide && <th scope="col">{matrix.feature}</th>}
            {services.map(({ provider, api }) => (
              <th key={provider} scope="col">
                {provider}
                <Text size="xs" c="dimmed">
                  {apiName(messages, api)}
                  {choices.some(
                    ({ chosen }) => chosen.provider === provider && chosen.state === 'unavailable',
                  ) && ` · ${messages.unavailable}`}
                </Text>
              </th>
            ))}
          </tr>
        </thead>
        {[only, ...rows].map((row) => (
          <Line key={row.id} row={row} isWide={isWide} />
        ))}
      </table>
      {hasClaims && (
        <Text size="sm" c="dimmed">
          † {matrix.claimedMark}
        </Text>
      )}
      <Text size="sm">
        <Anchor href={hrefOf('models')} inherit>
          {matrix.eachModel}
        </Anchor>
      </Text>
    </Stack>
  );
}

interface ComparedRow {
  readonly id: ServiceLine | 'only';
  readonly name: string;
  readonly texts: readonly string[];
}

/** On a narrow screen the feature stands above its three cells. */
function Line({ row: { id, name, texts }, isWide }: { readonly row: ComparedRow; readonly isWide: boolean }) {
  const cells = texts.map((text, index) => <td key={index}>{text}</td>);
  return (
    <tbody data-line={id}>
      {!isWide && (
        <tr>
          <th scope="rowgroup" colSpan={texts.length}>
            {name}
          </th>
        </tr>
      )}
      <tr>
        {isWide && <th scope="row">{name}</th>}
        {cells}
      </tr>
    </tbody>
  );
}

function textOf({ documented, claimed }: Cell, { matrix: { none, more }, comma }: ModelMessages): string {
  const values = [...documented, ...claimed.map((value) => `${value} †`)];
  if (values.length === 0) return none;
  return (values.length > longList ? [...values.slice(0, 3), more(values.length)] : values).join(comma);
}
