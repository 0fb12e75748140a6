import type {
  CancelResult,
  Router,
  RouterGenerateOptions,
  RoutingOptions,
  Submission,
  VideoError,
  VideoFeatures,
  VideoRequest,
  VideoTask,
  WaitOptions,
} from '@vid/core';
import type { DownloadOptions } from '@vid/core/download';

/** Where every call may go, and who pays for it. */
type Routing = RoutingOptions & Pick<RouterGenerateOptions, 'fallback' | 'budget' | 'retries'>;

/** How a vid provider of the AI SDK is built. */
export interface VidSettings {
  /** The default of every call; `providerOptions.vid` of a call wins, option by option. Default: the router's own. */
  readonly routing?: Routing | undefined;
  /**
   * Called with each task once its service has accepted it, and awaited: store it here. The AI SDK tells no id when a wait ends
   * in an error, and of `n: 3` it keeps no handle once one of the three was refused. What it throws becomes a warning of the call:
   * the task is paid, and the wait goes on.
   */
  readonly onTask?: ((task: VideoTask) => void | Promise<void>) | undefined;
  /** `GenerateOptions.onSubmission` of every call: before a paid request leaves, and awaited. When it throws, nothing is sent. */
  readonly onSubmission?: ((submission: Submission) => void | Promise<void>) | undefined;
  /**
   * Whether an abort of the call's `abortSignal` also stops the task at its service, until the task was seen to end. It
   * heeds the signal that the start was given, that of `experimental_startVideo` too. An abort while the paid request is under
   * way leaves open whether there is a task: `onSubmission` knows what to look up. Default false: the task goes on, and is billed.
   */
  readonly cancelOnAbort?: boolean | undefined;
  /** What became of each task that `cancelOnAbort` was to stop. What it throws is ignored. */
  readonly onCancel?: ((task: VideoTask, result: CancelResult | VideoError) => void) | undefined;
  /** How `download` fetches the file. */
  readonly download?: Omit<DownloadOptions, 'signal' | 'provider' | 'task'> | undefined;
  /** How `ai` 6 waits for a task, and `ai` 7 after a webhook that came before the end. Default: that of `router.wait`, 600 s. */
  readonly wait?: Omit<WaitOptions, 'signal' | 'onUpdate'> | undefined;
}

/** What `providerOptions.vid` may hold: fields of the request that the AI SDK has no name for, and options of the call. */
export interface VidOptions
  extends
    Omit<VideoFeatures, 'providerOptions' | 'callbackUrl'>,
    Pick<VideoRequest, 'unchecked'>,
    Omit<Routing, 'budget'> {}

/** What all models of one provider share. */
export interface Context {
  readonly router: Router;
  readonly settings: VidSettings;
  /** Names of tasks that calls have started, the newest last. */
  readonly started: Set<string>;
}
