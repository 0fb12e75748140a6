import type { Capabilities, CapabilityRow } from '../contract/capabilities.ts';
import { VideoError } from '../contract/error.ts';
import { explainChange, explainProblems } from '../contract/explain-problem.ts';
import { definedFields } from '../contract/fields.ts';
import { requireRequest } from '../contract/read-request.ts';
import type { Mode, VideoRequest } from '../contract/request.ts';
import { matchRequest } from '../matching/check-request.ts';
import { defaultsFor } from '../matching/row-outcome.ts';

/** A request that a row of the table allows, with the row's defaults filled in. */
export interface AcceptedRequest {
  readonly provider: string;
  readonly api: string;
  /** The provider's own model id, without prefix. */
  readonly model: string;
  readonly mode: Mode;
  /** `undefined` for a model that passes unchecked. */
  readonly row: CapabilityRow | undefined;
  readonly request: VideoRequest;
}

/**
 * The guard before every paid request: the model that will do it, or `VideoError('invalid-request')` for a
 * request that is none, or `VideoError('unsupported')` with the problems of the nearest row.
 */
export function acceptRequest(capabilities: Capabilities, input: VideoRequest): AcceptedRequest {
  const request = requireRequest(input);
  const result = matchRequest(capabilities, request);
  if (result.fits) {
    const { entry, mode, row } = result;
    const { provider, api, model } = entry;
    return {
      provider,
      api,
      model,
      mode,
      row,
      request: { ...defaultsFor(row, request), ...definedFields(request), model },
    };
  }
  const { problems, suggestion } = result;
  const fix =
    suggestion === undefined ? '' : ` What would fit: ${suggestion.changes.map(explainChange).join(', ')}.`;
  throw new VideoError('unsupported', `Nothing was sent: ${explainProblems(problems)}.${fix}`, {
    provider: capabilities.models[0]?.provider,
    problems,
  });
}
