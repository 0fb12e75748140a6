import type { Capabilities, Overrides } from '../contract/capabilities.ts';
import type { MediaFile } from '../contract/media-file.ts';
import type { MediaStore } from '../contract/media-store.ts';
import type { CancelResult, GenerateOptions, PreparedRequest } from '../contract/provider.ts';
import type { MediaBytes } from '../contract/request.ts';
import type { Submission } from '../contract/submission.ts';
import type { Money } from '../contract/money.ts';
import type { TaskStatus, Usage, VideoTask } from '../contract/task.ts';
import type { AcceptedRequest } from './accept.ts';
import type { Authentication } from './authentication.ts';
import type { CallbackReading, ReadChallenge, VerifyCallback } from './exchange/callback.ts';
import type { ErrorTable } from './error-table.ts';
import type { UploadForm } from './exchange/form.ts';
import type { HttpAnswer } from './exchange/http.ts';
import type { StatusMap, TaskReading } from './reading.ts';

/** Stands in a dry run where a submit has `options.reference`, or a new UUID. */
export const referencePlaceholder = '{reference}';

/** One request below the base URL. */
export interface WireRequest {
  /** Default: `POST` with a body, `GET` without. */
  readonly method?: PreparedRequest['method'];
  /** With its slash, and with what it holds of ids encoded. */
  readonly path: string;
  /** Of a POST. Default: none. */
  readonly body?: object;
  /**
   * The body goes as multipart/form-data, flat: texts, and lists of texts as parts of one name. Named here are the fields that
   * are files, whose texts are data URIs. Default: the body goes as JSON.
   */
  readonly form?: readonly string[];
  /** Besides those of every call. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A submit, and what else than the id finds its task again. */
export interface SubmitRequest extends WireRequest {
  /** What else than the id `query` needs, such as the kind of task. Default: the id is enough. */
  readonly lookup?: Readonly<Record<string, string>> | undefined;
}

/** Free calls that come before a submit. */
export interface UploadCalls {
  /** One call to the service itself: the JSON of its answer. */
  readonly call: (request: WireRequest) => Promise<unknown>;
  /** One form to a storage that the service names: another host, which gets no key and no header of the caller's. */
  readonly sendForm: (url: string, form: UploadForm, timeoutMs: number) => Promise<HttpAnswer>;
  /**
   * SHA-256 of a file's content, hex; an error that proves that nothing was submitted where the file has changed. Ask after
   * `sendForm` with the same `MediaFile`, whose one read finds it.
   */
  readonly hash: (media: MediaBytes | MediaFile) => Promise<string>;
  /** What `send` returns, sent again as a refused submit is: as often as the caller's `retries` say, where its error is worth repeating. */
  readonly repeat: <Answer>(send: () => Promise<Answer>) => Promise<Answer>;
  /** Where the service itself is. */
  readonly baseUrl: string;
  /** Those of the call: its signal, clock and headers. */
  readonly options: GenerateOptions;
}

/** A submit whose files are uploaded. */
export interface UploadedSubmit {
  /** The JSON of the submit, with the links that the uploads were given. */
  readonly body: object;
  /** The same for equal requests, whatever link an upload was given; its hash is the submission's fingerprint. */
  readonly fingerprinted: object;
}

/** What the answer to a submit says of the new task. */
export interface SubmittedTask {
  /** The service's own id, as text. */
  readonly id: string;
  /** What the answer says that it costs. Default: it says nothing. */
  readonly cost?: Money | undefined;
  /** What the answer says that was counted. Default: it says nothing. */
  readonly usage?: Usage | undefined;
  /** How it ended, where the service works while it is asked. Default: it waits. */
  readonly end?: TaskReading | undefined;
}

/** A task that was found by a submission. */
export interface FoundTask {
  /** The service's own id; `undefined`: the answer has none, and proves nothing. */
  readonly id: string | undefined;
  /** The reference that the task bears, where the answer tells. */
  readonly reference?: string | undefined;
  /** What the answer says of the task. */
  readonly reading: TaskReading;
}

/** A task that may be a submission's. */
export interface CandidateTask {
  /** The service's own id, as text. */
  readonly id: string;
  /** ISO time at which the service has it from. Default: that of the submission. */
  readonly createdAt?: string | undefined;
}

/** What plans and dry runs need of a service. */
interface PlanningDefinition {
  /** The provider's id, such as `'acme'`: the prefix of its models' names. */
  readonly provider: string;
  /** Which entrance of the service, such as `'official'`. */
  readonly api: string;
  /** A function where the table is renewed at run time: it returns the same object until then, and another one from then on. */
  readonly capabilities: Capabilities | (() => Capabilities);
  /** The tables of the service's other apis: whoever asks for a model of theirs is told so. Default: none. */
  readonly otherApis?: readonly Capabilities[] | undefined;
  /** Where the service is; slashes at its end are dropped. */
  readonly baseUrl: string;
  /** Gives links to files where a row takes links only. Default: such a row refuses files. */
  readonly mediaStore?: MediaStore | undefined;
  /** The table as the user wants it. Default: as it stands. */
  readonly overrides?: Overrides | undefined;
  /** Default: the platform's `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** The headers with the keys, made for each call. */
  readonly authentication: Authentication;
  /** Sent with every call, besides `accept`, `content-type` and the keys. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The paid request. */
  readonly submit: {
    /**
     * The submit for a request that the table has accepted. Where the service takes a name of ours, its place holds
     * `referencePlaceholder`: in the body see `withReference`; a header that is nothing else gets it percent-encoded.
     */
    readonly request: (accepted: AcceptedRequest) => SubmitRequest;
  };
  /** Whether a result link on the service's own origin needs the key. Default: none does. */
  readonly linkNeedsKey?: (link: URL) => boolean;
}

/** What only calls need of a service. */
export interface HttpProviderCalls {
  /** Which errors of the service prove that no task exists, and what each means. */
  readonly errors: ErrorTable;
  /** The header in which each answer has the service's id of the call, where no body tells it. Default: none has. */
  readonly requestIdHeader?: string;
  /** The service's status words; one that is not listed is an error. */
  readonly statuses: StatusMap;
  /** What becomes of the paid request. */
  readonly submit: {
    /** The same body with our name for the request. Default: the service takes none. */
    readonly withReference?: (body: object, reference: string) => object;
    /** The new task; `undefined`: the answer names none, so that one may exist all the same. */
    readonly readTask: (json: unknown) => SubmittedTask | undefined;
    /** How long an answer may take, in milliseconds. Default 240 s, as clients of services that only accept wait. */
    readonly timeoutMs?: number;
    /**
     * Whether an unknown submit is sent once more under the same reference, after a look-up: only where the service refuses
     * a second task of a reference free of charge, by a rule with `isDuplicate`. Default: never.
     */
    readonly repeatsUnknown?: (accepted: AcceptedRequest) => boolean;
    /**
     * A free request after a submit of unknown outcome, for a service where nothing can prove whose a task is, and so without
     * `reconcile`: what may be its task stands in the error. Default: none is sent.
     */
    readonly candidates?: {
      /** The HTTP request below `baseUrl`. */
      readonly request: (submission: Submission, body: object) => WireRequest;
      /** Such as those of its model and time that are like the body. */
      readonly readTasks: (json: unknown, submission: Submission, body: object) => readonly CandidateTask[];
    };
    /** Which files `upload` takes as they are; the others are read into memory for the body. Default: none. */
    readonly isUploaded?: (media: MediaFile) => boolean;
    /** Uploads what is too large for the body. Every error of it proves that nothing was submitted. Default: nothing is. */
    readonly upload?: (accepted: AcceptedRequest, calls: UploadCalls) => Promise<UploadedSubmit | undefined>;
  };
  /** How one task is polled. */
  readonly query: {
    /** `undefined`: the service knows no tasks afterwards. One that has ended is as its submit told it, others cannot be asked for. */
    readonly request: (task: VideoTask) => WireRequest | undefined;
    /** What `lookup` can be. A task without one is looked for with each, in this order, until one finds it. Default: none is tried. */
    readonly lookups?: readonly NonNullable<VideoTask['lookup']>[];
    /** `undefined`: the answer holds no task. A `VideoError` may be thrown for one that says so. */
    readonly readTask: (json: unknown, task: VideoTask) => TaskReading | undefined;
  };
  /**
   * One request about several tasks, as many as `maxBatch` of the table's `polling` says; the kit finds each task's own entry.
   * Default: the service has none.
   */
  readonly queryMany?: {
    /** Whether the task can be asked about beside others. Default: every one can. */
    readonly batches?: (task: VideoTask) => boolean;
    /** `tasks`: of different ids. */
    readonly request: (tasks: readonly VideoTask[]) => WireRequest;
    /** The list in the answer, in any order, each entry as it stands there; `undefined`: the answer holds none. */
    readonly readEntries: (json: unknown) => readonly unknown[] | undefined;
    /** The id of the task that an entry is about. */
    readonly idOf: (entry: unknown) => string | undefined;
    /** As `query.readTask`, of the task's own entry. */
    readonly readTask: (entry: unknown, task: VideoTask) => TaskReading | undefined;
  };
  /** Default: the service has no way to stop a task. */
  readonly cancel?: {
    /** The HTTP request below `baseUrl`. */
    readonly request: (task: VideoTask) => WireRequest;
    /** The states from which a task can be stopped; in others nothing is sent. Default: queued and running. */
    readonly from?: readonly TaskStatus[];
    /**
     * Whether the JSON of a 2xx answer says that the task was stopped; after one that does not, the task is queried again. Default: an
     * object without a code or an error does, and no body.
     */
    readonly isStopped?: (json: unknown) => boolean;
    /** Whether a task is billed that was stopped so, by the answer where that tells. Default: `unknown`, no document says. */
    readonly billed?: CancelResult['billed'] | ((json: unknown) => CancelResult['billed']);
  };
  /** Default: the service cannot look up a submission. */
  readonly reconcile?: {
    /** The HTTP request below `baseUrl`. */
    readonly request: (submission: Submission) => WireRequest;
    /** Where an answer is a page of a list: the next one. Default: each answer is all. */
    readonly nextPage?: (json: unknown, submission: Submission) => WireRequest | undefined;
    /** `undefined`: the service knows no such submission. So does an answer that is `not-found`. */
    readonly readTask: (json: unknown, submission: Submission) => FoundTask | undefined;
    /** Where that is `undefined`: tasks that may be the submission's, such as those of its model and time. Default: none are told. */
    readonly readCandidates?: (json: unknown, submission: Submission) => readonly CandidateTask[];
  };
  /** The JSON of a callback; `undefined`: it names no task. Default: the service calls nobody. */
  readonly readCallback?: (json: unknown) => CallbackReading | undefined;
  /** Whether a callback is signed as the secret wants; throws `VideoError('authentication')` where it is not. Default: Standard Webhooks. */
  readonly verifyCallback?: VerifyCallback;
  /** Where the service asks a callback URL something before it uses it. Default: it does not. */
  readonly readChallenge?: ReadChallenge;
}

/** All that is a service's own; the kit does everything else that a provider over HTTP must get right. */
export interface HttpProviderDefinition extends Omit<PlanningDefinition, 'submit'>, HttpProviderCalls {
  /** The paid request. */
  readonly submit: PlanningDefinition['submit'] & HttpProviderCalls['submit'];
}

/** What a service may be able to do besides making videos and reporting on one task. */
export const abilities = ['queryMany', 'cancel', 'reconcile', 'readCallback'] as const;

/** The same, of which a bundler may leave out what only calls need until the first one. */
export interface SplitHttpProviderDefinition extends PlanningDefinition {
  /** Which of these `calls` brings. */
  readonly can: readonly (typeof abilities)[number][];
  /** Such as `async () => (await import('./calls.ts')).calls`; asked once. */
  readonly calls: () => Promise<HttpProviderCalls>;
}
