import type { Capabilities } from './capabilities.ts';
import type { VideoRequest } from './request.ts';
import type { VideoTask } from './task.ts';

/** How one call is made. */
export interface CallOptions {
  /** Ends the call; the rejection is the platform's own `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Sent besides the provider's own headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The exact HTTP request that `generate` would send, with secrets blanked. */
export interface PreparedRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body as a value; `JSON.stringify` of it is what is sent. */
  readonly body: unknown;
}

/**
 * A video-generation service behind one door. The router is one too, so it stands wherever a provider stands.
 * All methods throw `VideoError`.
 */
export interface VideoProvider {
  readonly id: string;
  readonly capabilities: Capabilities;
  /** The dry run: validates and maps, touches no network, needs no key. */
  prepare(request: VideoRequest): PreparedRequest;
  /** Sends one paid request and returns once the service has accepted it. Never sends it twice. */
  generate(request: VideoRequest, options?: CallOptions): Promise<VideoTask>;
  /** Asks once. Trouble while asking throws and says nothing about the task. */
  query(task: VideoTask, options?: CallOptions): Promise<VideoTask>;
  /** Missing where the service has no way to stop a task. */
  cancel?(task: VideoTask, options?: CallOptions): Promise<VideoTask>;
}
