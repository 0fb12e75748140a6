import { testProvider } from '@vid/testkit';
import { openPaperboat } from './paperboat/fixture.ts';

testProvider('a provider without a fault', () => openPaperboat());
