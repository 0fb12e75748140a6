import { startSimulator } from '@vid/simulator';

/* Kling's protocol in a process of its own, steered over HTTP. Prints its address. */

const { url } = await startSimulator({ speed: 100, control: { key: 'the-test' } });
console.log(url);
