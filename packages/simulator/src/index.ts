export type { SimulatedCallback } from './callbacks.ts';
export type { RetiredPolicy } from './backend.ts';
export { startSimulator } from './simulator.ts';
export type { SimulatedRequest, Simulator, SimulatorOptions } from './simulator.ts';
export type { ScriptedFault } from './faults/rules.ts';
export { faultCatalogue } from './faults/catalogue.ts';
export { faultPresets } from './faults/presets.ts';
export type { FaultInfo } from './faults/catalogue.ts';
export type { BillLine, ControlOptions } from './control.ts';
export type { FaultKind, FaultRule } from './faults/schema.ts';
export type { LinkOptions } from './state/links.ts';
export type { SimulatedClock } from './state/clock.ts';
export type { SimulatorMemory } from './state/memory.ts';
export { type SqliteConnection, sqliteMemory } from './state/sqlite-memory.ts';
export type { SimulatedFailure, TaskSeconds } from './state/phase.ts';
export type { Cost, JsonObject, SimulatedTask } from './state/task.ts';
export {
  parseExchanges,
  parseRecording,
  replay,
  type RecordedExchange,
  type RecordedService,
  type Recording,
} from './replay.ts';
export { defineService } from './service.ts';
export type {
  ServiceErrors,
  ServiceHost,
  SimulatedService,
  SubmittedTask,
  TaskAnswer,
  TaskNow,
} from './service.ts';
export type { RefusalStyle } from './gateway/errors.ts';
export type { BuiltInOptions, GatewayProfiles } from './built-in.ts';
export type { RunwayProfile } from './gateway/runway/routes.ts';
export type { KlingProfile } from './gateway/kling/routes.ts';
export type { JimengProfile } from './gateway/jimeng/routes.ts';
export type { VolcengineKeys, VolcengineOptions } from './official/jimeng/routes.ts';
export type { RunwayAccount } from './official/runway/routes.ts';
export type { SimulatedUpload } from './official/runway/uploads.ts';
export type { KlingOptions } from './official/kling/account.ts';
