import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { VideoEvent } from '@vid/core';
import { openTelemetryListener } from '@vid/core/opentelemetry';
import { afterEach, expect, it } from 'vitest';

const who = { provider: 'acme', api: 'direct', model: 'brook-2' } as const;
const at = 1_790_000_005_000;
const taskId = 'task-1';

function listen(events: readonly VideoEvent[]) {
  const spans = new InMemorySpanExporter();
  const numbers = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: numbers });
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }),
  );
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  const listener = openTelemetryListener();
  for (const event of events) listener(event);
  return { spans: spans.getFinishedSpans(), reader, numbers };
}

afterEach(() => {
  trace.disable();
  metrics.disable();
});

it('writes a span for a paid request and one for its task, with their real times', () => {
  const { spans } = listen([
    { type: 'submitted', at: at - 800, ...who, reference: 'shot-1' },
    { type: 'accepted', at, ...who, taskId, reference: 'shot-1', durationMs: 1_000 },
    { type: 'status', at, ...who, taskId, status: 'running', progress: 0.5 },
    {
      type: 'finished',
      at: at + 60_000,
      ...who,
      taskId,
      status: 'succeeded',
      durationMs: 60_000,
      cost: { amount: 0.5, currency: 'CNY' },
      usage: { amount: 108_900, unit: 'tokens' },
    },
  ]);
  expect(spans.map(({ name }) => name)).toEqual(['generate_content brook-2', 'video_task brook-2']);
  expect(spans.map(({ startTime, endTime }) => [startTime[0], endTime[0]])).toEqual([
    [at / 1000 - 1, at / 1000],
    [at / 1000, at / 1000 + 60],
  ]);
  expect(spans[0]?.attributes).toEqual({
    'gen_ai.operation.name': 'generate_content',
    'gen_ai.output.type': 'video',
    'gen_ai.provider.name': 'acme',
    'gen_ai.request.model': 'brook-2',
    'gen_ai.response.id': taskId,
    'vid.api': 'direct',
    'vid.reference': 'shot-1',
  });
  expect(spans[1]?.attributes).toMatchObject({
    'vid.task.status': 'succeeded',
    'vid.task.cost': 0.5,
    'vid.currency': 'CNY',
    'vid.task.usage': 108_900,
    'vid.task.usage.unit': 'tokens',
  });
  expect(spans.map(({ status }) => status.code)).toEqual([SpanStatusCode.UNSET, SpanStatusCode.UNSET]);
});

it('marks refusals, unknown outcomes and failed tasks as errors, with their kind', () => {
  const { spans } = listen([
    { type: 'refused', at, ...who, code: 'quota-exhausted', durationMs: 10 },
    { type: 'unknown', at, ...who, reference: 'shot-1', durationMs: 10 },
    { type: 'finished', at, ...who, taskId, status: 'failed', reason: 'content-policy', durationMs: 10 },
    { type: 'finished', at, ...who, taskId, status: 'canceled', durationMs: 10 },
  ]);
  expect(spans.map(({ attributes }) => attributes['error.type'])).toEqual([
    'quota-exhausted',
    'submission-unknown',
    'content-policy',
    undefined,
  ]);
  expect(spans.map(({ status }) => status.code === SpanStatusCode.ERROR)).toEqual([true, true, true, false]);
});

it('counts durations and costs', async () => {
  const cost = { amount: 0.25, currency: 'USD' } as const;
  const finished = {
    type: 'finished',
    at,
    ...who,
    taskId,
    status: 'succeeded',
    durationMs: 2_000,
    cost,
  } as const;
  const { reader, numbers } = listen([
    { type: 'accepted', at, ...who, taskId, durationMs: 500 },
    finished,
    finished,
  ]);
  await reader.forceFlush();
  const found = numbers
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  const valueOf = (name: string) =>
    found.find(({ descriptor }) => descriptor.name === name)?.dataPoints.map(({ value }) => value);
  expect(valueOf('gen_ai.client.operation.duration')).toMatchObject([{ count: 1, sum: 0.5 }]);
  expect(valueOf('vid.task.duration')).toMatchObject([{ count: 2, sum: 4 }]);
  expect(valueOf('vid.task.cost')).toEqual([0.5]);
  const [point] = found.find(({ descriptor }) => descriptor.name === 'vid.task.cost')?.dataPoints ?? [];
  expect(point?.attributes).toMatchObject({ 'vid.currency': 'USD' });
});

it('counts retries and polls, those that failed with their kind', async () => {
  const retrying = { type: 'retrying', at, ...who, reference: 'shot-1', attempt: 1, inMs: 1_000 } as const;
  const polled = { type: 'polled', at, ...who, taskId } as const;
  const { reader, numbers } = listen([
    { ...retrying, code: 'rate-limited', httpStatus: 429 },
    { ...polled, ok: true, status: 'running' },
    { ...polled, ok: true, status: 'succeeded' },
    { ...polled, ok: false, code: 'provider-unavailable', httpStatus: 503 },
  ]);
  await reader.forceFlush();
  const counts = numbers
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
    .flatMap(({ descriptor, dataPoints }) =>
      dataPoints.map(({ value, attributes }) => [descriptor.name, attributes['error.type'], value]),
    );
  expect(counts).toEqual([
    ['vid.submit.retries', 'rate-limited', 1],
    ['vid.task.polls', undefined, 2],
    ['vid.task.polls', 'provider-unavailable', 1],
  ]);
});

it('needs no sdk: without one it does nothing', () => {
  expect(() =>
    openTelemetryListener()({ type: 'accepted', at, ...who, taskId, durationMs: 1 }),
  ).not.toThrow();
});
