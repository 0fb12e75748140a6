import {
  type Capabilities,
  checkRequest,
  type Feature,
  features,
  type ModelCapabilities,
  type VideoRequest,
} from '@vid/core';

/** Why a field would be set in vain: no model takes it, or none together with these fields, which are set. */
export type Obstacle =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'together'; readonly fields: readonly Feature[] };
export type Obstacles = Readonly<Partial<Record<Feature, Obstacle>>>;

type Row = ModelCapabilities['rows'][number];
interface Judged {
  readonly row: Row;
  /** Fields of the request that the row does not take as they are. */
  readonly against: readonly Feature[];
}

/** A field that is missing is no obstacle to another: it can still be set. */
function judge(entry: ModelCapabilities, row: Row, request: VideoRequest): Judged {
  const result = checkRequest({ models: [{ ...entry, rows: [row] }] }, request);
  const problems = result.fits ? [] : result.problems.filter(({ asked }) => asked !== undefined);
  const named = new Set(problems.map(({ field }) => field.replace(/\..*$/, '')));
  return { row, against: features.filter((feature) => named.has(feature)) };
}

const rivals = ({ atMostOne = [] }: Row, feature: Feature, request: VideoRequest): readonly Feature[] => {
  const groups: readonly (readonly string[])[] = atMostOne;
  return groups
    .filter((group) => group.includes(feature))
    .flatMap((group) => features.filter((other) => group.includes(other) && request[other] !== undefined));
};

function obstacleTo(
  feature: Feature,
  judged: readonly Judged[],
  request: VideoRequest,
): Obstacle | undefined {
  const taking = judged.filter(({ row }) => row.accepts[feature] !== undefined);
  if (taking.length === 0) return { kind: 'nobody' };
  // Where the request already asks too much of everybody, the plan tells why; more grey would tell nothing.
  if (request[feature] !== undefined || judged.every(({ against }) => against.length > 0)) return undefined;
  const [nearest] = taking
    .map(({ row, against }) => [...new Set([...against, ...rivals(row, feature, request)])])
    .toSorted((a, b) => a.length - b.length);
  return nearest === undefined || nearest.length === 0 ? undefined : { kind: 'together', fields: nearest };
}

/** Field by field, from the tables; a field that can be set to some purpose is left out. */
export function obstaclesTo({ models }: Capabilities, { model: asked, ...request }: VideoRequest): Obstacles {
  const named = models.filter(({ provider, model }) => asked === model || asked === `${provider}:${model}`);
  const judged = (named.length > 0 ? named : models).flatMap((entry) =>
    entry.rows.map((row) => judge(entry, row, request)),
  );
  const obstacles: Partial<Record<Feature, Obstacle>> = {};
  for (const feature of features) {
    const obstacle = obstacleTo(feature, judged, request);
    if (obstacle !== undefined) obstacles[feature] = obstacle;
  }
  return obstacles;
}
