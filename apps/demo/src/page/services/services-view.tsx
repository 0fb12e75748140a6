import type { CapabilityRow, ModelCapabilities } from '@vid/core';
import { use, useMemo } from 'react';
import { hrefOf } from '../address/place.ts';
import { apiName } from '../api-name.ts';
import { type ModelMessages, useModelMessages } from '../messages/models.ts';
import { briefOf, FeatureTable } from '../models/feature-table.tsx';
import { type Cell, cellOf, type LineId, lineName } from '../models/lines.ts';
import { pixelsOf } from '../models/order.ts';
import { priceSpans } from '../models/price-words.ts';
import { SetupContext, useProviderName } from '../setup.ts';

/** One service at its chosen api. */
export interface Service {
  readonly provider: string;
  readonly api: string;
  readonly models: readonly ModelCapabilities[];
}

/** Lines that the models' own view does not have. */
const serviceOnly = ['models', 'anySize', 'query', 'cancel'] as const;
type ServiceOnly = (typeof serviceOnly)[number];
const isServiceOnly = (line: ServiceLine): line is ServiceOnly => serviceOnly.some((one) => one === line);

/** What people compare services by, in the order in which they ask. */
const lines = [
  'price',
  'duration',
  'resolution',
  'aspectRatio',
  'mode',
  'models',
  'audio',
  'lastFrame',
  'references',
  'cameraControl',
  'motionMasks',
  'watermark',
  'anySize',
  'query',
  'cancel',
] as const satisfies readonly (LineId | ServiceOnly)[];
export type ServiceLine = (typeof lines)[number];

const none: Cell = { documented: [], claimed: [] };

const rowsOf = ({ models }: Service): readonly CapabilityRow[] => models.flatMap(({ rows }) => rows);

function anySizeOf(service: Service, { matrix: { yes } }: ModelMessages): Cell {
  const rows = rowsOf(service).filter(({ accepts }) => accepts.size === 'any');
  if (rows.length === 0) return none;
  const isDocumented = rows.some(({ evidence }) => evidence === 'documented');
  return isDocumented ? { documented: [yes], claimed: [] } : { documented: [], claimed: [yes] };
}

/** What can be asked for, and what comes out by itself. */
function resolutionOf(service: Service, messages: ModelMessages): Cell {
  const asked = cellOf('resolution', service.models, messages);
  const out = (wanted: CapabilityRow['evidence']) =>
    rowsOf(service).flatMap(({ evidence, output }) =>
      evidence === wanted ? (output?.resolution ?? []) : [],
    );
  const documented = [...new Set([...asked.documented, ...out('documented')])].toSorted(
    (a, b) => pixelsOf(a) - pixelsOf(b),
  );
  const claimed = new Set([...asked.claimed, ...out('claimed')]);
  return { documented, claimed: [...claimed].filter((value) => !documented.includes(value)) };
}

function priceOf(service: Service, messages: ModelMessages): Cell {
  const spans = priceSpans(
    service.models.flatMap(({ prices = [] }) => prices),
    messages,
  );
  return { documented: spans.length === 0 ? [messages.matrix.unknownPrice] : spans, claimed: [] };
}

/** What all models of a service offer together; empty when nothing. */
function serviceCell(line: ServiceLine, service: Service, messages: ModelMessages): Cell {
  switch (line) {
    case 'models':
      return { documented: service.models.map(({ model }) => model), claimed: [] };
    case 'anySize':
      return anySizeOf(service, messages);
    case 'query':
      // Every provider has it: a task can be polled whoever made it.
      return { documented: [messages.matrix.yes], claimed: [] };
    case 'cancel': {
      const canCancel = service.models.some(({ operations }) => operations?.includes('cancel') === true);
      return canCancel ? { documented: [messages.matrix.yes], claimed: [] } : none;
    }
    case 'resolution':
      return resolutionOf(service, messages);
    case 'price':
      return priceOf(service, messages);
    case 'mode':
    case 'duration':
    case 'cameraControl':
    case 'motionMasks':
    case 'watermark':
    case 'aspectRatio':
    case 'audio':
    case 'lastFrame':
    case 'references':
      return cellOf(line, service.models, messages);
  }
}

export const serviceLineName = (line: ServiceLine, messages: ModelMessages): string =>
  isServiceOnly(line) ? messages.matrix.serviceLines[line] : lineName(messages, line);

export interface ComparedLine {
  readonly line: ServiceLine;
  /** In the order of the services. */
  readonly cells: readonly Cell[];
}

export const compareServices = (
  services: readonly Service[],
  messages: ModelMessages,
): readonly ComparedLine[] =>
  lines.map((line) => ({ line, cells: services.map((service) => serviceCell(line, service, messages)) }));

const isEmpty = ({ documented, claimed }: Cell) => documented.length + claimed.length === 0;
const whatIsMade = ({ documented, claimed }: Cell) => [...documented, ...claimed];

/** What one service offers and none of the others, by name. */
export function onlyAt(
  index: number,
  compared: readonly ComparedLine[],
  messages: ModelMessages,
): readonly string[] {
  return compared.flatMap(({ line, cells }) => {
    const own = cells[index] ?? none;
    const others = cells.filter((_, other) => other !== index);
    if (line === 'mode') {
      const elsewhere = new Set(others.flatMap(whatIsMade));
      return whatIsMade(own).filter((mode) => !elsewhere.has(mode));
    }
    return !isEmpty(own) && others.every(isEmpty) ? [serviceLineName(line, messages)] : [];
  });
}

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
