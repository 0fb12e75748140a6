export { type AnswerMapping, readAccepted, readAnswer, wrapperStatuses } from './answers.ts';
export type { GatewayCalls } from './calls.ts';
export { errorTable, ofReseller } from './errors.ts';
export {
  createGatewayProvider,
  type GatewayService,
  type GatewaySettings,
  type OtherIdsSettings,
} from './provider.ts';
