import { testProvider } from '@vid/testkit';
import { openServerFixture } from './openai-fixture.ts';

const routed = 'a finished task is its own link: the route of the file answers, and none is told';

testProvider('openai-videos (vid) at a server', openServerFixture, {
  skip: {
    'is no success with a word of success and no link': routed,
    'is no success with a word of success and the link ""': routed,
    'is no success with a word of success and the link javascript:alert(1)': routed,
    'has its link whole, with its query': routed,
    'is refused before anything is sent when it holds a length that nobody makes':
      'of a model that is only named nobody knows which lengths it makes: any is sent, and the server decides',
  },
});
