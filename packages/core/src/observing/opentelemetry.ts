import { type Attributes, metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { ModelRef } from '../contract/names.ts';
import type { EventListener, VideoEvent } from './events.ts';

type Ended = Extract<VideoEvent, { type: 'accepted' | 'refused' | 'unknown' }>;
type Finished = Extract<VideoEvent, { type: 'finished' }>;

const name = '@vid/core';

/* Names of the GenAI semantic conventions, in development as of 2026, where they have one; the rest is `vid.*`. */
const whoOf = ({ provider, api, model }: ModelRef): Attributes => ({
  'gen_ai.operation.name': 'generate_content',
  'gen_ai.output.type': 'video',
  'gen_ai.provider.name': provider,
  'gen_ai.request.model': model,
  'vid.api': api,
});

function errorOf(event: Ended): Attributes {
  switch (event.type) {
    case 'accepted':
      return {};
    case 'refused':
      return { 'error.type': event.code };
    case 'unknown':
      return { 'error.type': 'submission-unknown' };
  }
}

/**
 * An `onEvent` listener that writes OpenTelemetry spans and metrics with the tracer and meter provider of the process.
 * Spans: `generate_content {model}` for each paid request, and `video_task {model}` for each task from its acceptance
 * to its end. Metrics: `gen_ai.client.operation.duration` (s) of paid requests, `vid.task.duration` (s) and
 * `vid.task.cost` (by currency) of ended tasks, and counts of `vid.submit.retries` and `vid.task.polls`, those that failed with
 * `error.type`. Keeps no state, so spans are written when they end.
 */
export function openTelemetryListener(): EventListener {
  const tracer = trace.getTracer(name);
  const meter = metrics.getMeter(name);
  const requests = meter.createHistogram('gen_ai.client.operation.duration', { unit: 's' });
  const tasks = meter.createHistogram('vid.task.duration', { unit: 's' });
  const costs = meter.createCounter('vid.task.cost');
  const retries = meter.createCounter('vid.submit.retries');
  const polls = meter.createCounter('vid.task.polls');

  const write = (span: string, event: Ended | Finished, attributes: Attributes, failed: boolean) => {
    const startTime = event.at - (event.durationMs ?? 0);
    const started = tracer.startSpan(span, { kind: SpanKind.CLIENT, startTime, attributes });
    if (failed) started.setStatus({ code: SpanStatusCode.ERROR });
    started.end(event.at);
  };

  return (event) => {
    switch (event.type) {
      case 'accepted':
      case 'refused':
      case 'unknown': {
        const attributes = { ...whoOf(event), ...errorOf(event) };
        requests.record(event.durationMs / 1000, attributes);
        const ids = {
          ...(event.type === 'accepted' && { 'gen_ai.response.id': event.taskId }),
          ...(event.reference !== undefined && { 'vid.reference': event.reference }),
        };
        write(`generate_content ${event.model}`, event, { ...attributes, ...ids }, event.type !== 'accepted');
        return;
      }
      case 'finished': {
        const { status, reason, cost, usage, durationMs } = event;
        const failed = status === 'failed';
        const attributes = {
          ...whoOf(event),
          'vid.task.status': status,
          ...(failed && { 'error.type': reason ?? 'unknown' }),
        };
        if (durationMs !== undefined) tasks.record(durationMs / 1000, attributes);
        if (cost !== undefined) costs.add(cost.amount, { ...attributes, 'vid.currency': cost.currency });
        const ids = {
          'gen_ai.response.id': event.taskId,
          ...(cost && { 'vid.task.cost': cost.amount, 'vid.currency': cost.currency }),
          ...(usage && { 'vid.task.usage': usage.amount, 'vid.task.usage.unit': usage.unit }),
        };
        write(`video_task ${event.model}`, event, { ...attributes, ...ids }, failed);
        return;
      }
      case 'retrying':
        retries.add(1, { ...whoOf(event), 'error.type': event.code });
        return;
      case 'polled':
        polls.add(1, { ...whoOf(event), ...(!event.ok && { 'error.type': event.code }) });
        return;
      case 'planned':
      case 'queued':
      case 'submitted':
      case 'status':
      case 'downloaded':
    }
  };
}
