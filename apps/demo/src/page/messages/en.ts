import { explainProblem, explainWarning, type Feature, type Problem, type Warning } from '@vid/core';
import type { View } from '../address/place.ts';
import { en as create } from './create.ts';
import { en as plan } from './plan.ts';

type ByFeature = Readonly<Record<Feature, string>>;

const enFields: ByFeature = {
  prompt: 'Prompt',
  negativePrompt: 'Negative prompt',
  firstFrame: 'First frame',
  lastFrame: 'Last frame',
  references: 'Reference images',
  referenceVideos: 'Reference videos',
  referenceAudio: 'Reference audio',
  sourceVideo: 'Source video',
  extendVideo: 'Video to extend',
  duration: 'Duration',
  aspectRatio: 'Aspect ratio',
  resolution: 'Resolution',
  size: 'Size in pixels',
  quality: 'Quality',
  watermark: 'Watermark',
  cameraControl: 'Camera control',
  motionMasks: 'Motion masks',
  audio: 'Sound',
  seed: 'Seed',
  callbackUrl: 'Callback URL',
  providerOptions: 'Provider options',
};

const enModes = {
  'text-to-video': 'text to video',
  'image-to-video': 'image to video',
  'reference-to-video': 'reference images to video',
  'video-to-video': 'video to video',
  'video-extension': 'video extension',
};
const enAxes = {
  horizontal: 'Horizontal',
  vertical: 'Vertical',
  pan: 'Pan',
  tilt: 'Tilt',
  roll: 'Roll',
  zoom: 'Zoom',
};

const names = new Map(
  Object.entries({ ...enFields, ...enModes, ...enAxes, ...plan.needs, mediaType: 'file type' }),
);
/** Items of a list are counted from 1. */
const nameOf = (path: string) =>
  path
    .split('.')
    .map((part) => names.get(part) ?? (/^\d+$/.test(part) ? Number(part) + 1 : part))
    .join(' ');

const enApis: Readonly<Record<string, string>> = {
  gateway: 'gateway',
  official: 'official',
  ark: 'Ark',
  modelark: 'ModelArk',
};

interface ViewTexts {
  readonly link: string;
  readonly title: string;
  readonly intro: string;
}

const enViews: Readonly<Record<View, ViewTexts>> = {
  create: {
    link: 'Create',
    title: 'Compare video services',
    intro: 'Say what the video needs. See who can, who cannot and why, and the results side by side.',
  },
  services: {
    link: 'Services',
    title: 'Services by feature',
    intro: 'What each service offers at the chosen API, from the tables that check each request.',
  },
  history: {
    link: 'History',
    title: 'History',
    intro: 'All runs kept on this server, newest first.',
  },
  models: {
    link: 'Models',
    title: 'Models and what they can do',
    intro: 'From the tables that check each request. Open a cell for its source and date.',
  },
};

export const en = {
  ...create,
  ...plan,
  // Views and parts of the page
  shortcuts: {
    title: 'Keyboard shortcuts',
    skip: 'Skip to the content',
  },
  navigation: 'Views',
  mode: { simulated: 'Simulated', real: 'Real – calls cost money' },
  views: enViews,
  partNotLoaded: 'This part of the page could not be loaded',
  partFailed: 'This part of the page failed',
  partAdvice: {
    notLoaded:
      'Check that the server runs, then reload. The request stays in the address; chosen files do not.',
    failed: 'Reload to go on. The request stays in the address; chosen files do not.',
  },
  reload: 'Reload',
  schemes: { light: 'Light', dark: 'Dark' } satisfies Record<'light' | 'dark', string>,
  // The rest
  language: 'Language',
  languageMissing: 'The other language could not be loaded. Check that the server runs, then reload.',
  about: (amount: string) => `about ${amount}`,
  apis: enApis,
  simulated: 'simulated',
  real: 'real, costs money',
  unavailable: 'not set up',
  loading: 'Loading',
  loadFailed: 'The page cannot reach its server.',
  tryAgain: 'Try again',
  request: 'Request',
  form: 'Form',
  json: 'Request as JSON',
  samplePrompt: 'A cat dances in the rain',
  alsoSet: (fields: string) => `Also set: ${fields}`,
  fields: enFields,
  unset: 'any',
  auto: 'Auto',
  adaptive: 'Adaptive',
  yes: 'yes',
  no: 'no',
  seconds: (value: number | string) => `${value} s`,
  qualities: { standard: 'standard', pro: 'pro' } satisfies Record<'standard' | 'pro', string>,
  axes: enAxes,
  strength: 'Strength',
  clear: (field: string) => `Clear: ${field}`,
  clearShort: 'Clear',
  promptHint: 'What the video shows',
  pickFile: 'File…',
  pickFileFor: (field: string) => `${field}: choose a file`,
  pictureBytes: (type: string, size: string) => `${type}, ${size}`,
  tooLarge: (limit: string) => `This file is larger than ${limit}.`,
  jsonHint: 'Every field of a request can be set here.',
  keptFiles: (fields: string) => `Files stay as chosen in the form and are not shown: ${fields}.`,
  notJson: (reason: string) => `This is not JSON yet: ${reason}`,
  notAnObject: 'A request is an object: { … }.',
  discard: 'Discard this edit',
  modes: enModes,
  nobodyCan: 'No model can do this',
  invalid: 'This is not a valid request yet',
  evidence: {
    documented: 'documented',
    claimed: 'claimed',
    unchecked: 'unchecked',
  },
  why: 'Source',
  alsoSent: 'Defaults',
  warning: 'Warning',
  use: (changes: string) => `Change the request: ${changes}`,
  showRequest: 'Show request',
  showRequestOf: (name: string) => `Show request to ${name}`,
  headers: 'Headers',
  body: 'Body',
  close: 'Close',
  cancel: 'Cancel',
  startFailed: 'This could not be started',
  startedPartly: 'Not everything could be started',
  runs: 'Results',
  noPrompt: 'without a prompt',
  connectionLost: 'The connection to the server is lost; trying again.',
  states: {
    sending: 'sending',
    queued: 'queued',
    running: 'running',
    succeeded: 'done',
    failed: 'failed',
    canceled: 'canceled',
    refused: 'not started',
    stopped: 'stopped, nothing was sent',
    unknown: 'may have been accepted, not sent again',
    unfollowed: 'no longer followed',
    unsaved: 'done, but the file could not be downloaded',
  },
  queuedBehind: (ahead: number) => (ahead === 1 ? 'queued behind 1 task' : `queued behind ${ahead} tasks`),
  // What core says by its codes.
  problem: (problem: Problem): string => explainProblem(problem, { withModel: false, nameOf }),
  warn: (warning: Warning): string => explainWarning(warning),
};

export type Messages = typeof en;

/** What core says by its codes. */
export type Explanations = Pick<Messages, 'problem' | 'warn'>;

/** All that the page says by itself. */
export type Words = Omit<Messages, keyof Explanations>;
