export { type AnswerMapping, wrapperStatuses } from './answers.ts';
export { createGatewayProvider, type GatewayService, type GatewaySettings } from './provider.ts';
