import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioClientTransportV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as StreamableHTTPClientTransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { onTestFinished } from 'vitest';
import * as z from 'zod/mini';

/* An agent: the real clients of both lines of the SDK, and of both generations of the protocol, behind one shape. */

export const kinds = ['2026-07-28', '2025-11-25', 'sdk 1.x'] as const;
export type Kind = (typeof kinds)[number];

/** Where a server is: a command that is started, or an address. */
export type Target = { readonly args: readonly string[] } | { readonly url: string; readonly token?: string };

interface UserSettings {
  /** What the user does when asked; missing where the client cannot ask. */
  readonly user?: 'accept' | 'decline' | 'untick' | undefined;
  /** Called while the user thinks. */
  readonly onAsked?: () => unknown;
}

const resultSchema = z.object({
  isError: z.optional(z.boolean()),
  structuredContent: z.optional(z.record(z.string(), z.unknown())),
  content: z.array(
    z.looseObject({ type: z.string(), text: z.optional(z.string()), uri: z.optional(z.string()) }),
  ),
});

export interface Answer {
  readonly text: string;
  readonly isError: boolean;
  /** The structured answer, or the error. */
  readonly data: Record<string, unknown>;
  readonly links: readonly string[];
}

export interface Agent {
  call(name: string, args?: Record<string, unknown>): Promise<Answer>;
  tools(): Promise<
    readonly { readonly name: string; readonly inputSchema: unknown; readonly outputSchema?: unknown }[]
  >;
  /** What the user was asked. */
  readonly questions: readonly string[];
  /** Messages of progress. */
  readonly progress: readonly string[];
  /** Of the started server. */
  readonly pid: () => number | null;
  close(): Promise<void>;
}

const answers = {
  accept: { action: 'accept', content: { confirm: true } },
  untick: { action: 'accept', content: { confirm: false } },
  decline: { action: 'decline' },
} as const;

function answerOf(result: unknown): Answer {
  const { content, isError = false, structuredContent } = z.parse(resultSchema, result);
  const [text = '', json] = content.flatMap((block) => (block.text === undefined ? [] : [block.text]));
  const links = content.flatMap(({ uri }) => (uri === undefined ? [] : [uri]));
  const data = structuredContent ?? (json === undefined ? {} : JSON.parse(json));
  return { text, isError, data, links };
}

const command = process.execPath;
const info = { name: 'agent', version: '1.0.0' };

export async function connect(
  kind: Kind,
  target: Target,
  { user, onAsked }: UserSettings = {},
): Promise<Agent> {
  const questions: string[] = [];
  const progress: string[] = [];
  const asked = ({ params }: { readonly params: { readonly message: string } }) => {
    questions.push(params.message);
    onAsked?.();
    return answers[user ?? 'decline'];
  };
  const options = {
    onprogress: ({ message }: { readonly message?: string | undefined }) => void progress.push(message ?? ''),
  };
  const capabilities = user === undefined ? {} : { elicitation: {} };
  const spawned = 'args' in target && { command, args: [...target.args] };
  const headers =
    'url' in target && target.token !== undefined ? { authorization: `Bearer ${target.token}` } : {};
  const http = { requestInit: { headers } };
  const url = new URL('url' in target ? target.url : 'http://127.0.0.1');
  const facts = { questions, progress };

  if (kind === 'sdk 1.x') {
    const client = new ClientV1(info, { capabilities });
    if (user !== undefined) client.setRequestHandler(ElicitRequestSchema, asked);
    const stdio = spawned === false ? undefined : new StdioClientTransportV1(spawned);
    await client.connect(stdio ?? new StreamableHTTPClientTransportV1(url, http));
    onTestFinished(() => client.close());
    return {
      ...facts,
      call: async (name, args = {}) =>
        answerOf(await client.callTool({ name, arguments: args }, undefined, options)),
      tools: async () => (await client.listTools()).tools,
      pid: () => stdio?.pid ?? null,
      close: () => client.close(),
    };
  }
  const mode = kind === '2026-07-28' ? { pin: kind } : 'legacy';
  const client = new Client(info, { capabilities, versionNegotiation: { mode } });
  if (user !== undefined) client.setRequestHandler('elicitation/create', asked);
  const stdio = spawned === false ? undefined : new StdioClientTransport(spawned);
  await client.connect(stdio ?? new StreamableHTTPClientTransport(url, http));
  onTestFinished(() => client.close());
  return {
    ...facts,
    call: async (name, args = {}) => answerOf(await client.callTool({ name, arguments: args }, options)),
    tools: async () => (await client.listTools()).tools,
    pid: () => stdio?.pid ?? null,
    close: () => client.close(),
  };
}
