import { Text, Title } from '@mantine/core';
import type { ModelCapabilities } from '@vid/core';
import { Fragment } from 'react';
import { apiName } from '../badges.tsx';
import { useModelMessages } from './texts.ts';
import { CellButton } from './cell-button.tsx';
import type { CellRef } from './cell-details.tsx';
import { byApi } from './by-api.ts';
import { lineIds, lineName } from './lines.ts';
import './matrix.css';

interface MatrixProps {
  readonly models: readonly ModelCapabilities[];
  readonly onOpen: (cell: CellRef) => void;
}

/** A line a feature, a column a model; scrolls inside itself, with its heads in sight. */
export function Matrix({ models, onOpen }: MatrixProps) {
  const messages = useModelMessages();
  const { matrix } = messages;
  const connections = byApi(models);
  return (
    <section className="matrix" aria-labelledby="matrix-title" tabIndex={0}>
      <Title order={2} id="matrix-title" className="matrix-title">
        {matrix.table}
      </Title>
      <table aria-labelledby="matrix-title">
        <thead>
          <tr>
            <td className="matrix-corner" />
            {connections.map(({ provider, api, models }) => (
              <th key={`${provider} ${api}`} scope="colgroup" colSpan={models.length} className="matrix-api">
                <span>
                  {provider} · {apiName(messages, api)}
                </span>
              </th>
            ))}
          </tr>
          <tr>
            <th scope="col" className="matrix-corner">
              {matrix.feature}
            </th>
            {connections.map(({ provider, api, models }) => (
              <Fragment key={`${provider} ${api}`}>
                {models.map(({ model, retired }, index) => (
                  <th
                    key={model}
                    scope="col"
                    className={index === 0 ? 'matrix-first' : undefined}
                    data-model={`${provider}:${model}`}
                  >
                    {model}
                    {retired !== undefined && (
                      <Text size="xs" c="dimmed">
                        {matrix.retiredSince(retired.since)}
                      </Text>
                    )}
                  </th>
                ))}
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody>
          {lineIds.map((line) => (
            <tr key={line} data-line={line}>
              <th scope="row">
                <Text span size="sm" fw={500}>
                  {lineName(messages, line)}
                </Text>
              </th>
              {connections.flatMap(({ provider, api, models }) =>
                models.map((entry, index) => (
                  <td
                    key={`${provider} ${api} ${entry.model}`}
                    className={index === 0 ? 'matrix-first' : undefined}
                  >
                    <CellButton entry={entry} line={line} onOpen={onOpen} />
                  </td>
                )),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
