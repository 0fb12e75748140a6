import { type AcceptedRequest, writeBody } from '@vid/core/provider-kit';
import { writers } from '../mapping.ts';
import { type SubmitBody, submitBodySchema } from '../schema.ts';
import type { Kind } from './schema.ts';

export interface Submit {
  readonly kind: Kind;
  readonly body: SubmitBody;
}

/** Route and body for a request that the table has accepted. */
export const toSubmit = (accepted: AcceptedRequest): Submit => ({
  kind: accepted.mode === 'text-to-video' ? 'text2video' : 'image2video',
  body: writeBody(submitBodySchema, { model_name: accepted.model }, writers, accepted),
});
