import { createRouter } from '@vid/core';
import { testProvider } from '@vid/testkit';
import { openPaperboat } from './paperboat/fixture.ts';

testProvider('a provider without a fault', () => openPaperboat());

// It asks about several tasks at once, through the router and its events as well.
testProvider(
  'a router of it',
  () =>
    openPaperboat({}, (right) => ({
      ...right,
      createProvider: (settings) =>
        createRouter([right.createProvider(settings)], { onEvent: () => undefined }),
    })),
  {
    skip: {
      'is read by the service as it was meant: every field and every default, on every row':
        'a router writes no wire: its provider has the case in its own suite',
    },
  },
);
