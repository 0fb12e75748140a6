#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { faultCatalogue } from './faults/catalogue.ts';
import { type FaultRule, faultRule } from './faults/schema.ts';
import { type Simulator, startSimulator } from './simulator.ts';

const help = `Usage: vid-simulator [options]

Speaks the gateway protocol of Runway, Kling and Jimeng, and their own apis, on this machine: no keys, no cost.

  --port <number>     port to listen on, 0 for any free one (default 4100)
  --host <name>       address to listen on (default 127.0.0.1)
  --speed <number>    simulated seconds per real second (default 1; 0 only with --control)
  --seconds <number>  simulated seconds that a task takes (default 20)
  --api-key <text>    the bearer token to accept (default sk-simulator)
  --webhook-secret <text>
                      signs Kling's callbacks; whsec_ and base64 (default: they are unsigned)
  --fault <text>      a fault by its rate, such as accepted-cut@submit:0.1 or error@poll:0.05; without a rate it
                      strikes once (may be repeated; the README lists the kinds)
  --public-url <url>  the address that clients use, where it is not this one; links begin with it
  --control <key>     lets others read the bill, set faults and move time at /_control, with this key
                      (or VID_SIMULATOR_CONTROL in the environment; default: nobody can)
  --list-faults       prints every fault, and whether a submit creates a task behind it
  --help              this text
`;

const faultList = faultCatalogue
  .map(({ on, kind, creates, text }) => {
    const bill = creates === undefined ? '' : creates ? ' (a task is created)' : ' (no task)';
    return `${kind}@${on}${bill}: ${text.replaceAll('`', '')}\n`;
  })
  .join('');

type Flags = {
  readonly port: number;
  readonly host: string;
  readonly speed: number;
  readonly apiKey: string;
  readonly webhookSecret: string | undefined;
  readonly faults: readonly FaultRule[];
  readonly seconds: { readonly queued: number; readonly running: number };
  readonly publicUrl?: string;
  readonly control?: { readonly key: string };
};

function readFault(text: string): FaultRule {
  const [, kind, on, rate] = /^([^@:]+)@([^@:]+)(?::(.+))?$/.exec(text) ?? [];
  const parsed = faultRule.safeParse({ kind, on, ...(rate === undefined ? {} : { rate: Number(rate) }) });
  if (parsed.success) return parsed.data;
  throw new TypeError(
    `--fault takes kind@submit, kind@poll, kind@clip or kind@callback, then :rate from 0 to 1, not '${text}'`,
  );
}

/** A text is all that is to be printed. Throws a TypeError for a flag that is unknown or cannot be read. */
function readFlags(): Flags | string {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4100' },
      host: { type: 'string', default: '127.0.0.1' },
      speed: { type: 'string', default: '1' },
      'api-key': { type: 'string', default: 'sk-simulator' },
      'webhook-secret': { type: 'string' },
      fault: { type: 'string', multiple: true, default: [] },
      seconds: { type: 'string', default: '20' },
      'public-url': { type: 'string' },
      control: { type: 'string' },
      'list-faults': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return help;
  if (values['list-faults']) return faultList;
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new TypeError(`--port takes a number from 0 to 65535, not '${values.port}'`);
  }
  const speed = Number(values.speed);
  const { control = process.env['VID_SIMULATOR_CONTROL'], 'public-url': publicUrl } = values;
  // Time that stands still needs somebody to move it.
  if (!Number.isFinite(speed) || speed < 0 || (speed === 0 && control === undefined)) {
    throw new TypeError(`--speed takes a number above 0, not '${values.speed}'`);
  }
  const total = Number(values.seconds);
  if (!Number.isFinite(total) || total < 0 || values.seconds.trim() === '') {
    throw new TypeError(`--seconds takes a number of 0 or more, not '${values.seconds}'`);
  }
  if (values['api-key'] === '') throw new TypeError('--api-key takes a text that is not empty');
  const faults = values.fault.map(readFault);
  const webhookSecret = values['webhook-secret'];
  if (webhookSecret !== undefined && !/^(whsec_)?[A-Za-z0-9+/]+={0,2}$/.test(webhookSecret)) {
    throw new TypeError('--webhook-secret takes whsec_ and base64');
  }
  return {
    port,
    host: values.host,
    speed,
    apiKey: values['api-key'],
    webhookSecret,
    faults,
    // A tenth of it in the queue, as by default.
    seconds: { queued: total / 10, running: (total * 9) / 10 },
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(control === undefined ? {} : { control: { key: control } }),
  };
}

const welcome = (
  { url, apiKey }: Simulator,
  { speed, seconds, control }: Flags,
): string => `vid simulator at ${url}

  API key          ${apiKey}
  base URL         ${url}   (gateway and own apis of Runway, Kling and Jimeng)
  Runway submit    POST ${url}/runwayml/v1/image_to_video
  Kling submit     POST ${url}/kling/v1/videos/text2video  (or image2video)
  Jimeng submit    POST ${url}/v1/video/create

${control === undefined ? '' : `  control          ${url}/_control   (with the key that was given)\n\n`}A task takes ${duration(seconds.queued + seconds.running, speed)}. Ctrl+C ends the simulator.
`;

const duration = (seconds: number, speed: number): string =>
  speed === 0
    ? `${seconds} s of simulated time, which stands still`
    : `about ${Math.round(seconds / speed)} s`;

const fail = (error: unknown, hint: string, exitCode: number): void => {
  console.error(`vid-simulator: ${error instanceof Error ? error.message : String(error)}${hint}`);
  process.exitCode = exitCode;
};

async function run(flags: Flags | string): Promise<void> {
  if (typeof flags === 'string') {
    process.stdout.write(flags);
    return;
  }
  const { webhookSecret, ...options } = flags;
  const officialKling = webhookSecret === undefined ? {} : { webhookSecret };
  const simulator = await startSimulator({ ...options, officialKling });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
  process.stdout.write(welcome(simulator, flags));
}

try {
  const flags = readFlags();
  run(flags).catch((error: unknown) => fail(error, '', 1));
} catch (error) {
  fail(error, '\nTry vid-simulator --help', 2);
}
