import type { ConnectionSetup } from '../../api.ts';

/** Where copied code sends: to the demo's simulator with its public keys, or to the service with the reader's own. */
export type Target = 'simulator' | 'service';

/** The connection as code of that place reaches it; `undefined`: nothing simulates it. */
export function connectionAt(connection: ConnectionSetup, target: Target): ConnectionSetup | undefined {
  const { simulator, simulatorVariables = {} } = connection;
  if (target === 'service')
    return { ...connection, state: 'real', simulator: undefined, simulatorVariables: undefined };
  return simulator && { ...connection, state: 'simulated', keyVariables: Object.keys(simulatorVariables) };
}
