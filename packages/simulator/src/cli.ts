#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { type FaultRule, faultRule } from './faults/schema.ts';
import { type Simulator, startSimulator } from './simulator.ts';

const help = `Usage: vid-simulator [options]

Speaks the gateway protocol of Runway, Kling and Jimeng, and their own apis, on this machine: no keys, no cost.

  --port <number>     port to listen on, 0 for any free one (default 4100)
  --host <name>       address to listen on (default 127.0.0.1)
  --speed <number>    simulated seconds per real second (default 1)
  --api-key <text>    the bearer token to accept (default sk-simulator)
  --webhook-secret <text>
                      signs Kling's callbacks; whsec_ and base64 (default: they are unsigned)
  --fault <text>      a fault by its rate, such as accepted-cut@submit:0.1 or error@poll:0.05; without a rate it
                      strikes once (may be repeated; the README lists the kinds)
  --help              this text
`;

type Flags = {
  readonly port: number;
  readonly host: string;
  readonly speed: number;
  readonly apiKey: string;
  readonly webhookSecret: string | undefined;
  readonly faults: readonly FaultRule[];
};

function readFault(text: string): FaultRule {
  const [, kind, on, rate] = /^([^@:]+)@([^@:]+)(?::(.+))?$/.exec(text) ?? [];
  const parsed = faultRule.safeParse({ kind, on, ...(rate === undefined ? {} : { rate: Number(rate) }) });
  if (parsed.success) return parsed.data;
  throw new TypeError(
    `--fault takes kind@submit, kind@poll, kind@clip or kind@callback, then :rate from 0 to 1, not '${text}'`,
  );
}

/** Undefined asks for the help text. Throws a TypeError for a flag that is unknown or cannot be read. */
function readFlags(): Flags | undefined {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4100' },
      host: { type: 'string', default: '127.0.0.1' },
      speed: { type: 'string', default: '1' },
      'api-key': { type: 'string', default: 'sk-simulator' },
      'webhook-secret': { type: 'string' },
      fault: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new TypeError(`--port takes a number from 0 to 65535, not '${values.port}'`);
  }
  const speed = Number(values.speed);
  // Time that stands still has nobody to move it here.
  if (!Number.isFinite(speed) || speed <= 0) {
    throw new TypeError(`--speed takes a number above 0, not '${values.speed}'`);
  }
  if (values['api-key'] === '') throw new TypeError('--api-key takes a text that is not empty');
  const faults = values.fault.map(readFault);
  const webhookSecret = values['webhook-secret'];
  if (webhookSecret !== undefined && !/^(whsec_)?[A-Za-z0-9+/]+={0,2}$/.test(webhookSecret)) {
    throw new TypeError('--webhook-secret takes whsec_ and base64');
  }
  return { port, host: values.host, speed, apiKey: values['api-key'], webhookSecret, faults };
}

const welcome = ({ url, apiKey }: Simulator, speed: number): string => `vid simulator at ${url}

  API key          ${apiKey}
  base URL         ${url}   (gateway and own apis of Runway, Kling and Jimeng)
  Runway submit    POST ${url}/runwayml/v1/image_to_video
  Kling submit     POST ${url}/kling/v1/videos/text2video  (or image2video)
  Jimeng submit    POST ${url}/v1/video/create

A task takes about ${Math.round(20 / speed)} s. Ctrl+C ends the simulator.
`;

const fail = (error: unknown, hint: string, exitCode: number): void => {
  console.error(`vid-simulator: ${error instanceof Error ? error.message : String(error)}${hint}`);
  process.exitCode = exitCode;
};

async function run(flags: Flags | undefined): Promise<void> {
  if (flags === undefined) {
    process.stdout.write(help);
    return;
  }
  const { webhookSecret, ...options } = flags;
  const officialKling = webhookSecret === undefined ? {} : { webhookSecret };
  const simulator = await startSimulator({ ...options, officialKling });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
  process.stdout.write(welcome(simulator, flags.speed));
}

try {
  const flags = readFlags();
  run(flags).catch((error: unknown) => fail(error, '', 1));
} catch (error) {
  fail(error, '\nTry vid-simulator --help', 2);
}
