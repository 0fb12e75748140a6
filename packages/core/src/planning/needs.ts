import type {
  CapabilityRow,
  FeatureRules,
  ModelCapabilities,
  Need,
  Operation,
} from '../contract/capabilities.ts';
import { VideoError } from '../contract/error.ts';
import { nameAdvice } from '../contract/nearest-name.ts';
import type { VideoRequest } from '../contract/request.ts';
import { shortSideOf } from '../matching/distance.ts';
import { defaultsFor, resolutionOf } from '../matching/row-outcome.ts';

const operations: readonly Operation[] = ['cancel', 'reconcile'];
const named: readonly string[] = [...operations, 'callback', 'audio'];

const isOperation = (need: Need): need is Operation => operations.some((operation) => operation === need);
const isResolution = (need: string) => /^[1-9]\d*(p|k)$/.test(need);

const refuse = (message: string) => new VideoError('invalid-request', `${message} Nothing was sent.`);

/** Throws `VideoError('invalid-request')` on a need that nobody knows, and on one that contradicts the request. */
export function requireSensibleNeeds(needs: readonly Need[], request: VideoRequest): void {
  const known = [...named, '480p', '720p', '1080p', '4k'];
  const unknown = needs.find((need) => !named.includes(need) && !isResolution(need));
  if (unknown !== undefined) throw refuse(`needs: unknown need "${unknown}"; ${nameAdvice(unknown, known)}`);
  if (needs.includes('audio') && request.audio === false)
    throw refuse('needs: audio contradicts the audio: false of the request.');
  const given = request.size ?? request.resolution;
  const sizes = [...needs.filter(isResolution), ...(given === undefined ? [] : [given])];
  if (new Set(sizes.map(shortSideOf)).size > 1)
    throw refuse(`needs: a video has one resolution; got ${sizes.join(' and ')}.`);
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
  // Values that nobody knows are no promise.
  const listed = ({ resolution = 'any', size = 'any' }: FeatureRules) => ({
    resolution: resolution === 'any' ? undefined : resolution.oneOf.find(fits),
    size: size === 'any' ? undefined : size.oneOf.find(fits),
  });
  const { resolution, size } = listed(isOpen ? accepts : {});
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
  if (need === 'audio') return (sent.audio ?? defaultsFor(row, sent).audio ?? row?.output?.audio) === true;
  const given = resolutionOf(row, sent);
  return given !== undefined && shortSideOf(given) === shortSideOf(need);
}

/** Why a model that can do the request lacks a need; `row` is the one that would be used. */
export function unmetNeed(
  need: Need,
  { model, operations: offered = [] }: ModelCapabilities,
  row: CapabilityRow | undefined,
  sent: VideoRequest,
) {
  const about = { field: 'needs', asked: need, model } as const;
  if (row === undefined) return { code: 'need-unlisted', ...about } as const;
  if (isOperation(need)) return { code: 'need-operation', ...about, operations: offered } as const;
  if (need === 'callback') return { code: 'need-callback', ...about, mode: row.mode } as const;
  if (need === 'audio') return { code: 'need-audio', ...about } as const;
  const output = resolutionOf(row, sent);
  return { code: 'need-resolution', ...about, ...(output !== undefined && { output }) } as const;
}
