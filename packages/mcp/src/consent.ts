import {
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  inputRequired,
  type InputRequiredResult,
  inputResponse,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { VideoError } from '@vid/core';
import { property } from '@vid/core/provider-kit';
import * as z from 'zod/mini';
import type { Offer } from './offer.ts';
import { described, standard } from './schema.ts';
import type { Consent } from './settings.ts';

/** What the user was asked; signed, and sent back with the answer. */
const askedSchema = z.object({
  requestKey: z.string(),
  fingerprint: z.string(),
  /** See `Offer`: what is paid is what was shown. */
  terms: z.string(),
});
type Asked = z.infer<typeof askedSchema>;
export type StateCodec = RequestStateCodec<Asked>;

export const createStateCodec = (
  key: Uint8Array | string = crypto.getRandomValues(new Uint8Array(32)),
): StateCodec =>
  createRequestStateCodec<Asked>({ key, bind: (context) => context.http?.authInfo?.clientId ?? '' });

const confirmation = z.object({ confirm: described('Generate the video and pay for it.', z.boolean()) });

const declaredSchema = z.object({
  elicitation: z.optional(z.object({ form: z.optional(z.unknown()), url: z.optional(z.unknown()) })),
});

/** Whether this client shows forms to its user; on a connection without memory nobody knows. */
function canAsk(server: McpServer, { mcpReq }: ServerContext): boolean {
  const declared =
    property(mcpReq.envelope, CLIENT_CAPABILITIES_META_KEY) ?? server.server.getClientCapabilities();
  const elicitation = z.safeParse(declaredSchema, declared).data?.elicitation;
  // Without a kind it means forms, as before there were kinds.
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}

export type Agreement =
  | { readonly kind: 'agreed' }
  | { readonly kind: 'declined' }
  | { readonly kind: 'ask'; readonly question: InputRequiredResult };

interface Question {
  readonly offer: Offer;
  readonly requestKey: string;
  readonly fingerprint: string;
  readonly consent: Consent;
  readonly codec: StateCodec;
}

/**
 * Whether somebody agreed to pay for this offer. The tool is called again with the answer; its state has been verified by
 * then. Throws `VideoError('invalid-request')` where nobody can agree, and where something else was agreed to.
 */
export async function agreementOn(
  { offer, requestKey, fingerprint, consent, codec }: Question,
  server: McpServer,
  context: ServerContext,
): Promise<Agreement> {
  if (consent !== 'limit' && canAsk(server, context)) {
    const { mcpReq } = context;
    const asked = z.safeParse(askedSchema, mcpReq.requestState());
    const response = inputResponse(mcpReq.inputResponses, 'consent');
    if (asked.success && response.kind === 'elicit') {
      const { confirm = false } = z.safeParse(confirmation, response.content).data ?? {};
      if (response.action !== 'accept' || !confirm) return { kind: 'declined' };
      const now: Asked = { requestKey, fingerprint, terms: offer.terms };
      if (JSON.stringify(asked.data) === JSON.stringify(now)) return { kind: 'agreed' };
      throw new VideoError(
        'invalid-request',
        'The user agreed to something else: the request or its plan has changed since. Nothing was sent; submit again to ask again.',
      );
    }
    const consentRequest = inputRequired.elicit({
      message: offer.text,
      requestedSchema: standard(confirmation),
    });
    const requestState = await codec.mint({ requestKey, fingerprint, terms: offer.terms }, context);
    return {
      kind: 'ask',
      question: inputRequired({ inputRequests: { consent: consentRequest }, requestState }),
    };
  }
  if (consent !== 'ask' && offer.isLimited) return { kind: 'agreed' };
  throw new VideoError(
    'invalid-request',
    consent === 'ask'
      ? 'The user must agree to pay, and this client cannot ask. Nothing was sent.'
      : 'Nobody agreed to pay: pass maxCost, the most that the video may cost. Nothing was sent.',
  );
}
