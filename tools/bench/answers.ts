import type { IncomingMessage } from 'node:http';

/* What a service says to each client, in its protocol: every task is accepted and runs for ever. */

export type Answer = readonly [status: number, body: object];

const id = '8b7d5e0a-5a7e-4f0e-9d2c-3b1f6a7c8d9e';
const createdAt = '2026-11-28T12:00:00.000Z';
const falRequest = `https://queue.fal.run/fal-ai/bench/requests/${id}`;
const prediction = { id, model: 'bench/bench', input: {}, urls: {}, created_at: createdAt };
const generation = { id, polling_url: `/api/v1/videos/${id}` };

const answers: Readonly<Record<string, Answer>> = {
  'POST runway': [200, { id }],
  'GET runway': [200, { id, status: 'RUNNING', createdAt, progress: 0.4 }],
  'POST fal': [200, { request_id: id, status: 'IN_QUEUE', response_url: falRequest, queue_position: 0 }],
  'GET fal': [200, { request_id: id, status: 'IN_PROGRESS', response_url: falRequest }],
  'POST ai-sdk': [200, { request_id: id, status: 'IN_QUEUE', response_url: falRequest, queue_position: 0 }],
  // The AI SDK asks for the result itself; fal's answer to that while the task runs.
  'GET ai-sdk': [400, { detail: 'Request is still in progress' }],
  'POST replicate': [201, { ...prediction, status: 'starting' }],
  'GET replicate': [200, { ...prediction, status: 'processing' }],
  'POST openrouter': [202, { ...generation, status: 'pending' }],
  'GET openrouter': [200, { ...generation, status: 'in_progress' }],
};

/** The first part of a path says whose protocol it is. */
export const answerTo = ({ method = '', url = '' }: IncomingMessage): Answer =>
  answers[`${method} ${url.split('/')[1] ?? ''}`] ?? [404, {}];
