export { startSimulator } from './simulator.ts';
export type { SimulatedRequest, Simulator, SimulatorOptions } from './simulator.ts';
export type { SimulatedFailure, TaskSeconds } from './phase.ts';
export type { Service, SimulatedTask, TaskKind } from './tasks.ts';
export type { GatewayProfiles } from './gateway/gateway.ts';
export type { RunwayProfile } from './gateway/runway/routes.ts';
export type { KlingProfile } from './gateway/kling/routes.ts';
export type { JimengProfile } from './gateway/jimeng/routes.ts';
