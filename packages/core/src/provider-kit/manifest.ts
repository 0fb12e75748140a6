import type { VideoProvider } from '../contract/provider.ts';
import type { StatusMap } from './reading.ts';
import type { HttpProviderSettings } from './settings.ts';

/** The settings that a key fills, each with the environment variable that it is read from. */
export type KeyVariables = Readonly<Record<string, string>>;

/**
 * How a shell script follows a task without a JSON reader: it takes the first text under a name, wherever that stands in an
 * answer. Lists of names begin with the preferred one.
 */
export interface ScriptFacts {
  /** The address of a GET that asks for task `{id}`, below the address of the submit: `'{id}'`, `'../tasks/{id}'`. */
  readonly poll: string;
  /** Other such addresses, each for the submits whose address holds `of`. Default: there is one. */
  readonly polls?: readonly { readonly of: string; readonly poll: string }[];
  /** The id of the task in the answer. */
  readonly id: readonly string[];
  /** The status word in the answer. */
  readonly status: readonly string[];
  /** The link to the video in the answer. */
  readonly link: readonly string[];
  /** The address of the file of task `{id}`, below that of the submit, where it wants the key. Default: the link in the answer. */
  readonly file?: string;
  /** The service's status words. */
  readonly statuses: StatusMap;
}

/** One entrance of a service, for tools that know no service by name. */
export interface ApiManifest {
  /** Which entrance of the service, such as `'official'`. */
  readonly api: string;
  /** The ways to give a key, the usual one first; of one way all variables are needed. */
  readonly keys: readonly [KeyVariables, ...KeyVariables[]];
  /** `settings` by name: those of one way to give a key, and `baseUrl`; without any it sends nothing. `more`: what no text holds. */
  readonly create: (
    settings: Readonly<Record<string, string | undefined>>,
    more?: Pick<HttpProviderSettings, 'fetch' | 'overrides'>,
  ) => VideoProvider;
  /** What a bare id of a task needs beside it. Default: nothing. */
  readonly lookup?:
    | {
        readonly name: string;
        readonly example: string;
        /** False: it is found without, by a few free queries more. */
        readonly required: boolean;
      }
    | undefined;
  /** For code that people copy. Default: a copied script submits, and does not follow the task. */
  readonly script?: ScriptFacts | undefined;
}

/** What a provider's package says of itself: `manifest` of its entry `./manifest`. */
export interface ProviderManifest {
  /** As in `provider` of its models. */
  readonly id: string;
  /** As people read it. */
  readonly name: { readonly en: string; readonly zh: string };
  /** Where its factory comes from, which takes at least `api`. */
  readonly package: string;
  /** The name of the export that makes the provider, such as `'createAcme'`. */
  readonly factory: string;
  /** `declared`: its models are what its settings declare, and none without. Default: it has a table of its own. */
  readonly models?: 'declared';
  /** The one first that settings without a word mean. */
  readonly apis: readonly ApiManifest[];
}
