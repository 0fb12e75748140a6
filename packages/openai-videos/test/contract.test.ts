import { contractCases, testProvider } from '@vid/testkit';
import { type DialectName } from '../src/index.ts';
import { dialectNames } from '../src/dialects.ts';
import { openFixture } from './fixture.ts';

const routed =
  'a finished task is its own link: the route of the file answers where none is told; links.test.ts has what holds';
const noLinks = {
  'is no success with a word of success and no link': routed,
  'is no success with a word of success and the link ""': routed,
  'is no success with a word of success and the link javascript:alert(1)': routed,
};
const untold = {
  ...noLinks,
  'has its link whole, with its query': 'its answers tell no link: it is a route',
};

/** Whole seconds have a last one. */
const anyLength = {
  'is refused before anything is sent when it holds a length that nobody makes':
    'of a model that is only named nobody knows which lengths it makes: any is sent, and the service decides',
};

/** A service that works while it is asked is asked once: there is nothing to poll, to wait for or to fail at later. */
const atOnce = {
  ...Object.fromEntries(
    contractCases
      .filter(({ group }) => group === 'asking' || group === 'an answer')
      .map(({ name }) => [
        name,
        'the answer to a submit is the end of its task, and nobody is asked; film.test.ts',
      ]),
  ),
  'say an id whole, whatever is in it': 'an id is never said',
  'tells no key, signed query or bytes in any error':
    'it wants errors of questions as well, which nobody asks; film.test.ts has those of submits',
  'stops at once when aborted, before and in the middle of a call':
    'a query calls nobody; film.test.ts aborts a submit',
};

const skips: Readonly<Record<DialectName, Readonly<Record<string, string>>>> = {
  openai: { ...untold, ...anyLength },
  'new-api': { ...noLinks, ...anyLength },
  'new-api-plugin': { ...noLinks, ...anyLength },
  litellm: { ...untold, ...anyLength },
  'vllm-omni': untold,
  sglang: untold,
  localai: atOnce,
  vid: { ...untold, ...anyLength },
};

for (const dialect of dialectNames)
  testProvider(`openai-videos (${dialect})`, openFixture(dialect), { skip: skips[dialect] });
