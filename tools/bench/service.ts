/*
 * A service that answers at once, in the protocol of each client, from a process of its own so that its work is not
 * counted. Every task is accepted and runs for ever. The first part of a path says whose protocol it is.
 */
import { createServer } from 'node:http';

const id = '8b7d5e0a-5a7e-4f0e-9d2c-3b1f6a7c8d9e';
const createdAt = '2026-11-28T12:00:00.000Z';
const falRequest = `https://queue.fal.run/fal-ai/bench/requests/${id}`;
const prediction = { id, model: 'bench/bench', input: {}, urls: {}, created_at: createdAt };
const generation = { id, polling_url: `/api/v1/videos/${id}` };

const answers: Readonly<Record<string, readonly [status: number, body: object]>> = {
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

const server = createServer((request, response) => {
  const { method = '', url = '' } = request;
  const [status, body] = answers[`${method} ${url.split('/')[1] ?? ''}`] ?? [404, {}];
  request.resume().on('end', () => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.once('disconnect', () => process.exit());
