import type { View } from '../address/place.ts';

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
    title: 'The services by feature',
    intro: 'What each service offers at the chosen API, from the tables that check each request.',
  },
  history: {
    link: 'History',
    title: 'History',
    intro: 'Every run that this server keeps, the newest first.',
  },
  models: {
    link: 'Models',
    title: 'Models and what they can do',
    intro: 'From the same tables that check each request. Open a cell to see who says so, and when.',
  },
};

export const en = {
  shortcuts: {
    title: 'Keyboard shortcuts',
    skip: 'Skip to the content',
    groups: { page: 'Everywhere', create: 'Create', films: 'Films', models: 'Table of models' },
    names: {
      page: { list: 'This list', close: 'Close a dialog' },
      create: { generate: 'Generate', rows: 'From model to model' },
      films: {
        play: 'Play or pause',
        second: 'A second back or on',
        frame: 'A frame back or on',
        loop: 'Start and end of the loop',
        one: 'That film alone',
        wall: 'All films',
        zoom: 'Zoom in or out',
        pan: 'Move the picture when zoomed in',
        full: 'Full screen',
        sound: 'Sound on or off',
      },
      models: { cells: 'From cell to cell', details: 'Who says so, and when' },
    },
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
};
