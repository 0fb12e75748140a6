import type { CapabilityRow, MediaStore, Price, VideoProvider, VideoTask } from '@vid/core';
import type { StartableModel } from './model.ts';
import type { KnownService } from './services.ts';

/** A video model of the AI SDK as a provider. */
export interface VideoModelSettings {
  /** The id of the provider, such as `'fal'`; one model each. */
  readonly id: string;
  /** Of the specification `v4`, with `doStart` and `doStatus`: a model that holds a connection to its end loses what it has paid for. */
  readonly model: StartableModel;
  /**
   * What the model takes. No package tells: write them from the service's pages, or begin with `probedRows`, which say what the
   * package sends, and not what the model makes of it. What no row names is refused before anything is paid.
   */
  readonly rows: readonly CapabilityRow[];
  /** What a task costs. Default: unknown. */
  readonly prices?: readonly Price[] | undefined;
  /** Whose error shapes the answers have. Default: told from `model.provider`. Of an unknown service no answer proves a refusal. */
  readonly service?: KnownService | undefined;
  /** The keys that the model was built with: blanked wherever the service quotes them. Default: what is recognisable as a key. */
  readonly secrets?: readonly string[] | undefined;
  /** Gives links to files where a row takes links only. Default: such a row refuses files. */
  readonly mediaStore?: MediaStore | undefined;
  /** Where a video goes that comes as bytes, as Vertex sends it: a task holds links. Default: none; such a model is refused. */
  readonly resultStore?: MediaStore | undefined;
  /** `VideoProvider.linkHeaders`, such as for a bucket of your account. Default: those of the package's own links. */
  readonly linkHeaders?: VideoProvider['linkHeaders'];
  /** Called with what the package says only after the request was paid: something was changed or left out. */
  readonly onWarnings?: ((task: VideoTask, warnings: readonly string[]) => void) | undefined;
}
