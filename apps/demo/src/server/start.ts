import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { startSimulator } from '@vid/simulator';
import { createDemo } from './app.ts';
import { type DoorEntry, doorEntries, openDoors } from './providers.ts';

export interface StartOptions {
  /** 0 is any free port. Default: 4173, or any free one when that is taken. */
  readonly port?: number | undefined;
  /** Where keys are looked for. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly entries?: readonly DoorEntry[] | undefined;
  /** Simulated seconds per real second. Default 4: a video takes about 5 s. */
  readonly speed?: number | undefined;
  readonly simulatedIntervalMs?: number | undefined;
}

const pageFolder = fileURLToPath(new URL('../../dist/page', import.meta.url));
const host = '127.0.0.1';
const usualPort = 4173;

const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** Starts the simulator and the page's server. */
export async function startDemo(options: StartOptions) {
  const { port, environment, entries = doorEntries, speed = 4, simulatedIntervalMs } = options;
  if (!existsSync(`${pageFolder}/index.html`)) {
    throw new Error('The page is not built yet: run its build script first.');
  }
  const simulator = await startSimulator({ speed });
  const doors = openDoors(entries, environment, simulator);
  const demo = createDemo({ doors, mediaOrigins: [simulator.url], pageFolder, simulatedIntervalMs });
  const listener = getRequestListener(demo.app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  const listen = async (wanted: number) => {
    server.listen(wanted, host);
    await once(server, 'listening');
  };
  try {
    await listen(port ?? usualPort).catch((error: unknown) => {
      if (port === undefined && isTaken(error)) return listen(0);
      throw error;
    });
  } catch (error) {
    await simulator.close();
    throw error;
  }
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host}:${bound}`,
    simulator,
    doors,
    async close() {
      demo.close();
      server.close();
      server.closeAllConnections();
      await simulator.close();
    },
  };
}
