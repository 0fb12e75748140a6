import type * as Core from '@vid/core';
import type * as Download from '@vid/core/download';
import type * as Jimeng from '@vid/jimeng';
import type * as Kling from '@vid/kling';
import type * as Runway from '@vid/runway';

/* What an application does with the packages, the same in every runtime; how they are loaded is the runtime's matter. */

export interface Packages {
  readonly core: typeof Core;
  readonly download: typeof Download;
  readonly jimeng: typeof Jimeng;
  readonly kling: typeof Kling;
  readonly runway: typeof Runway;
}

export interface Keys {
  readonly runway: { readonly apiKey: string };
  readonly kling: { readonly accessKey: string; readonly secretKey: string };
  readonly jimeng: { readonly accessKey: string; readonly secretKey: string };
}

export interface Settings {
  /** The simulator's address, as this runtime reaches it. */
  readonly baseUrl: string;
  /** An address where nobody listens. */
  readonly deadUrl: string;
  /** Missing: they are in the environment. */
  readonly keys?: Keys;
  /** Where films go to; missing where there is no disk. */
  readonly folder?: string;
}

/** One video, from the request to the film. */
export interface Made {
  readonly provider: string;
  readonly fetch: 'platform' | 'caller';
  /** How the task ended. */
  readonly status: string;
  /** How many requests went through the caller's `fetch`. */
  readonly calls: number;
  /** Of the film. */
  readonly bytes: number;
  /** What `downloadVideo` said where there is no disk. */
  readonly said?: string;
}

export interface Report {
  readonly made: readonly Made[];
  /** How many candidates a plan has, of providers that were built without a setting. */
  readonly candidates: number;
  /** The code of the error where no connection could be made. */
  readonly refused: string;
  /** The codes of the errors where a connection broke after the task had been made, at Runway and at Kling. */
  readonly cut: readonly string[];
  /** How the one at Kling ended, which is looked up by its reference. */
  readonly found: string;
  /** How a task ended whose picture has to be uploaded, by a form to a storage that asks for its length. */
  readonly uploaded: string;
}

const request = { prompt: 'a kite climbs' };
/** 1280 × 720, as far as its head tells; too big to be sent in the request. */
const picture = (): Blob => {
  const head = [
    0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 5, 0, 0, 0, 2, 0xd0,
  ];
  return new Blob([Uint8Array.from(head), new Uint8Array(4_200_000)], { type: 'image/png' });
};
const pauses = { intervalMs: 100, minIntervalMs: 0, timeoutMs: 30_000 };

export async function runScenario(packages: Packages, settings: Settings): Promise<Report> {
  const { core, runway, kling, jimeng } = packages;
  const { keys, baseUrl } = settings;
  const open = (address: string, fetch?: typeof globalThis.fetch) => {
    const more = { baseUrl: address, ...(fetch !== undefined && { fetch }) };
    // A key that is passed without a word is a gateway's; one in the environment says by its name whose it is.
    const official = { api: 'official', ...more } as const;
    return [
      runway.createRunway(keys === undefined ? more : { ...official, ...keys.runway }),
      kling.createKling(keys === undefined ? more : { ...official, ...keys.kling }),
      jimeng.createJimeng(keys === undefined ? more : { ...official, ...keys.jimeng }),
    ] as const;
  };

  const unset = [runway.createRunway(), kling.createKling(), jimeng.createJimeng()];
  const candidates = core.createRouter(unset).plan(request).candidates.length;

  // At a time, so that waits of one process meet; but Jimeng takes one unfinished task.
  const byPlatform = await Promise.all(open(baseUrl).map((one) => make(packages, settings, one)));
  let calls = 0;
  const fetch: typeof globalThis.fetch = (url, init) => {
    if (typeof url !== 'string' || init === undefined) throw new TypeError('not called with a URL and init');
    calls += 1;
    return globalThis.fetch(url, init);
  };
  const byCaller: Made[] = [];
  for (const one of open(baseUrl, fetch)) {
    const before = calls;
    const made = await make(packages, settings, one);
    byCaller.push({ ...made, fetch: 'caller', calls: calls - before });
  }

  const [deadRunway] = open(settings.deadUrl);
  const refused = await failureOf(core, deadRunway.generate(request, { retries: 0 }));
  const [runwayAgain, klingAgain] = open(baseUrl);
  const cutAtRunway = await failureOf(core, runwayAgain.generate(request));
  const cutAtKling = await failureOf(core, klingAgain.generate(request));
  const lost = cutAtKling.error?.submission;
  const task = lost && (await klingAgain.reconcile?.(lost));
  const found = task && (await core.waitForTask(klingAgain, task, pauses));
  const withPicture = await runwayAgain.generate({ ...request, firstFrame: picture() });
  const uploaded = await core.waitForTask(runwayAgain, withPicture, pauses);
  return {
    made: [...byPlatform, ...byCaller],
    candidates,
    refused: refused.code,
    cut: [cutAtRunway.code, cutAtKling.code],
    found: found?.status ?? 'not found',
    uploaded: uploaded.status,
  };
}

async function make(packages: Packages, settings: Settings, provider: Core.VideoProvider): Promise<Made> {
  const { core, download } = packages;
  const task = await provider.generate(request);
  const done = await core.waitForTask(provider, task, pauses);
  const made = { provider: provider.id, fetch: 'platform', status: done.status, calls: 0, bytes: 0 } as const;
  const video = done.status === 'succeeded' ? done.videos[0] : undefined;
  if (video === undefined) return made;
  const { host } = new URL(settings.baseUrl);
  const target = `${settings.folder ?? ''}/${provider.id}.mp4`;
  const options = { provider, task: done, allowHosts: [host] };
  const film = download.downloadVideo(video, target, options);
  if (settings.folder !== undefined) return { ...made, bytes: (await film).bytes };
  const { message } = await failureOf(core, film);
  // As the message advises.
  const { byteLength } = await (await fetch(video.url)).arrayBuffer();
  return { ...made, bytes: byteLength, said: message };
}

async function failureOf(core: typeof Core, call: Promise<unknown>) {
  try {
    return { code: 'none', message: JSON.stringify(await call), error: undefined };
  } catch (error) {
    if (!(error instanceof core.VideoError)) throw error;
    const { code, message, cause } = error;
    return { code, message: `${message} ${String(cause)}`, error };
  }
}
