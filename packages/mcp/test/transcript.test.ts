import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Answer, connect } from './agent.ts';
import { openServices, overStdio, temporaryFolder } from './open-mcp.ts';

/* Writes docs/mcp-transcript.md, and fails when it is stale: `pnpm exec vitest run packages/mcp/test/transcript.test.ts -u`. */

const head = `# An agent makes a video

What goes between an agent, its user and \`@vid/mcp\`, word for word: the real client over stdio against a simulated Kling. A test
(\`packages/mcp/test/transcript.test.ts\`) writes this page, and counts the bill: one video.
`;

/** Plans tell how old a table is; the page is of one day. */
const day = '2026-11-29T12:00:00Z';

const block = (text: string) => `\`\`\`text\n${text}\n\`\`\`\n`;

it('plan, consent, submit, wait, file: the page of the docs is what happens', async () => {
  const simulator = await openServices({ speed: 0 });
  const folder = temporaryFolder();
  const later = Date.parse(day) - Date.now();
  const agent = await connect('2026-07-28', overStdio(simulator, folder, { later }), { user: 'accept' });
  const parts = [head];
  const write = (title: string, name: string, args: object) =>
    parts.push(`## ${title}\n`, `The agent calls \`${name}\`:\n`, block(JSON.stringify(args, undefined, 2)));
  const answered = ({ text, links }: Answer) =>
    parts.push('The answer:\n', block([text, ...links.map((uri) => `resource_link ${uri}`)].join('\n')));

  const request = { prompt: 'A paper boat sails down a gutter in the rain.', duration: 5 };
  const routing = { prefer: 'cheapest', only: ['kling:kling-v2-6', 'kling:kling-v3'] };
  write('Plan', 'vid_plan', { request, routing });
  answered(await agent.call('vid_plan', { request, routing }));

  const submit = { requestKey: 'paper-boat', request, routing };
  write('Consent and submit', 'vid_submit', submit);
  const submitted = await agent.call('vid_submit', submit);
  parts.push('The server asks the user:\n', block(agent.questions.join('\n')), 'They confirm.\n');
  answered(submitted);

  write('Wait', 'vid_wait', { id: 'paper-boat' });
  const waiting = agent.call('vid_wait', { id: 'paper-boat' });
  while (!agent.progress.some((message) => message.includes('working'))) await sleep(10);
  simulator.advance(60);
  const progress = agent.progress.find((message) => message.includes('working'));
  parts.push('Progress, until it is over:\n', block(progress ?? ''));
  answered(await waiting);

  write('File', 'vid_download', { id: 'paper-boat' });
  answered(await agent.call('vid_download', { id: 'paper-boat' }));

  parts.push(
    '## The same key again\n',
    'A client that lost the answer submits once more. Nobody is asked, and nothing is sent:\n',
  );
  answered(await agent.call('vid_submit', submit));
  expect(agent.questions).toHaveLength(1);
  expect(simulator.tasks).toHaveLength(1);

  const page = parts.join('\n').replaceAll(folder, '/home/me/vid');
  await expect(page).toMatchFileSnapshot('../../../docs/mcp-transcript.md');
});
