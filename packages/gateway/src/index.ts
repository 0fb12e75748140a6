export { type Dialect, wrapperWords } from './answers.ts';
export { createGateway, type Gateway, type GatewayService, type GatewaySettings } from './client.ts';
export { ambiguous, refused, type Verdict, type VerdictsByCode } from './errors.ts';
