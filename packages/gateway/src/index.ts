export { type AnswerMapping, wrapperStatuses } from './answers.ts';
export { ofReseller } from './errors.ts';
export {
  createGatewayProvider,
  type GatewayService,
  type GatewaySettings,
  type OtherIdsSettings,
} from './provider.ts';
