import type { CapabilityRow, ModelCapabilities, Operation } from '../contract/capabilities.ts';
import { nearestName } from '../contract/describe.ts';
import { VideoError } from '../contract/error.ts';
import type { Need } from '../contract/plan.ts';
import type { Problem } from '../contract/problem.ts';
import type { VideoRequest } from '../contract/request.ts';
import { shortSideOf, defaultsFor, resolutionOf } from '../matching/row-outcome.ts';

const fixed = {
  cancel: 'operation',
  reconcile: 'operation',
  callback: 'callback',
  audio: 'audio',
} as const satisfies Readonly<Record<Operation | 'callback' | 'audio', string>>;

const isOperation = (need: Need): need is Operation =>
  Object.hasOwn(fixed, need) && Reflect.get(fixed, need) === 'operation';
const isResolution = (need: string) => /^[1-9]\d*(p|k)$/.test(need);

const refuse = (message: string) => new VideoError('invalid-request', `${message} Nothing was sent.`);

/** Throws `VideoError('invalid-request')` on a need that nobody knows, and on one that contradicts the request. */
export function requireSensibleNeeds(needs: readonly Need[], request: VideoRequest): void {
  const known = [...Object.keys(fixed), '480p', '720p', '1080p', '4k'];
  const unknown = needs.find((need) => !Object.hasOwn(fixed, need) && !isResolution(need));
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, known);
    const hint =
      nearest === undefined ? `known are ${known.join(', ')}` : `the nearest known is "${nearest}"`;
    throw refuse(`needs: "${unknown}" is no need; ${hint}.`);
  }
  if (needs.includes('audio') && request.audio === false)
    throw refuse('needs: audio is needed, and the request says audio: false.');
  const said = request.size ?? request.resolution;
  const sizes = [...needs.filter(isResolution), ...(said === undefined ? [] : [said])];
  if (new Set(sizes.map(shortSideOf)).size > 1)
    throw refuse(`needs: a video comes out in one resolution; asked for ${sizes.join(' and ')}.`);
}

/** What a request that leaves sound and resolution open may say so that a row meets the needs; the least first. */
export function additionsFor(
  needs: readonly Need[],
  { accepts }: CapabilityRow,
  request: VideoRequest,
): readonly Pick<VideoRequest, 'audio' | 'resolution' | 'size'>[] {
  const lines = needs.filter(isResolution).map(shortSideOf)[0];
  const fits = (text: string) => shortSideOf(text) === lines;
  const isOpen = request.resolution === undefined && request.size === undefined;
  const resolution = isOpen ? accepts.resolution?.oneOf.find(fits) : undefined;
  const size =
    isOpen && accepts.size !== undefined && accepts.size !== 'any'
      ? accepts.size.oneOf.find(fits)
      : undefined;
  const shapes = [
    {},
    ...(resolution === undefined ? [] : [{ resolution }]),
    ...(size === undefined ? [] : [{ size }]),
  ];
  if (!needs.includes('audio') || request.audio !== undefined) return shapes;
  return [...shapes, ...shapes.map((shape) => ({ ...shape, audio: true }))];
}

/** Whether a row, used for a request as it is sent, meets a need. */
export function meets(
  need: Need,
  { operations = [] }: ModelCapabilities,
  row: CapabilityRow | undefined,
  sent: VideoRequest,
): boolean {
  if (isOperation(need)) return operations.includes(need);
  if (need === 'callback') return row?.accepts.callbackUrl !== undefined;
  if (need === 'audio') return (sent.audio ?? defaultsFor(row, sent).audio) === true;
  const given = resolutionOf(row, sent);
  return given !== undefined && shortSideOf(given) === shortSideOf(need);
}

function offerOf(
  need: Need,
  { operations = [] }: ModelCapabilities,
  row: CapabilityRow | undefined,
  sent: VideoRequest,
): string {
  if (row === undefined) return 'is in no table';
  if (isOperation(need))
    return operations.length === 0 ? 'has no operations' : `has ${operations.join(', ')}`;
  if (need === 'callback') return `takes no callbackUrl for ${row.mode}`;
  if (need === 'audio') return 'is not known to make sound with this request';
  const given = resolutionOf(row, sent);
  return given === undefined ? 'gives a resolution that is not known' : `gives ${given} with this request`;
}

/** Why a model that can do the request lacks a need; `row` is the one that would be used. */
export function unmetNeed(
  need: Need,
  entry: ModelCapabilities,
  row: CapabilityRow | undefined,
  sent: VideoRequest,
): Problem {
  const allowed = offerOf(need, entry, row, sent);
  return { field: 'needs', asked: need, allowed, message: `needs ${need}: ${entry.model} ${allowed}` };
}
