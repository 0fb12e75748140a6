import type { PreparedRequest } from '@vid/core';
import { redact } from '@vid/core/provider-kit';
import type { RecordedExchange } from '@vid/simulator';
import { type CheckResult, type Finding, result, unchecked } from './findings.ts';
import { withTexts } from './recorder.ts';
import { sentFindings, shapeFindings } from './shape.ts';
import type { Step } from './recorder.ts';

type Exchanges = readonly RecordedExchange[];

const ofStep = (exchanges: Exchanges, step: Step) => exchanges.filter((one) => one.step === step);
const bodyOf = ({ answer }: RecordedExchange) => answer?.body;
const bodiesOf = (exchanges: Exchanges) => exchanges.map(bodyOf);

/** Somebody on the way, or a service that is down: it says nothing of what the library knows. */
const isDown = ({ answer }: RecordedExchange) =>
  answer !== undefined && (answer.status === 429 || answer.status >= 502);

const outcomeOf = ({ reading }: RecordedExchange) => reading?.code ?? reading?.status ?? 'none';

function outcomeFindings(expected: RecordedExchange, got: RecordedExchange): readonly Finding[] {
  const findings: Finding[] = [];
  const outcomes = { expected: outcomeOf(expected), got: outcomeOf(got) };
  if (outcomes.expected !== outcomes.got)
    findings.push({ code: 'outcome', ...outcomes, message: got.reading?.message ?? '' });
  const statuses = { expected: expected.answer?.status ?? 0, got: got.answer?.status ?? 0 };
  if (statuses.expected !== statuses.got) findings.push({ code: 'http-status', ...statuses });
  const codes = { expected: expected.reading?.providerCode ?? '', got: got.reading?.providerCode ?? '' };
  if (codes.expected !== codes.got) findings.push({ code: 'provider-code', ...codes });
  return [...findings, ...shapeFindings([bodyOf(expected)], [bodyOf(got)], true)];
}

/** A free question: the service must refuse it as the documents say. */
export function compareQuestion(
  step: 'unknown-id' | 'bad-key' | 'look-up',
  reference: Exchanges,
  seen: Exchanges,
): CheckResult {
  const expected = ofStep(reference, step).at(-1);
  const got = ofStep(seen, step).at(-1);
  if (expected === undefined) return unchecked(step, 'not-offered');
  if (got?.answer === undefined) return unchecked(step, 'no-answer', got?.reading?.message);
  if (isDown(got) && !isDown(expected) && outcomeOf(got) !== outcomeOf(expected))
    return unchecked(step, 'busy', got.reading?.message);
  if (outcomeOf(got) === 'authentication' && outcomeOf(expected) !== 'authentication')
    return unchecked(step, 'key-refused', got.reading?.message);
  return result(step, outcomeFindings(expected, got));
}

/** What was sent is what a dry run shows. */
export function compareRequest(prepared: PreparedRequest, seen: Exchanges): CheckResult {
  const sent = ofStep(seen, 'submit').at(-1);
  if (sent === undefined) return unchecked('request', 'not-sent');
  if (prepared.headers['content-type'] !== 'application/json') return result('request', []);
  return result('request', sentFindings(recorded(prepared.body), sent.request.body));
}

/** As a recording holds it, without the queries of links. It has no long texts: files are not compared. */
const recorded = (body: unknown): unknown =>
  withTexts(body, (text) => (text.length > 200 ? '{…}' : redact(text)));

export function compareSubmit(reference: Exchanges, seen: Exchanges): CheckResult {
  const expected = ofStep(reference, 'submit').at(-1);
  const got = ofStep(seen, 'submit').at(-1);
  if (got === undefined || expected === undefined) return unchecked('submit', 'not-sent');
  const { answer, reading } = got;
  if (answer === undefined) return unchecked('submit', 'may-be-billed', reading?.message);
  if (reading?.code === 'authentication') return unchecked('submit', 'key-refused', reading.message);
  if (isDown(got) && reading?.code === 'submission-unknown')
    return unchecked('submit', 'may-be-billed', reading.message);
  if (isDown(got) || reading?.code === 'rate-limited' || reading?.code === 'quota-exhausted')
    return unchecked('submit', 'busy', reading?.message);
  const shape = shapeFindings([bodyOf(expected)], [bodyOf(got)], reading?.code === undefined);
  if (reading?.code === undefined) return result('submit', shape);
  const message = reading.message ?? '';
  const finding: Finding =
    reading.code === 'submission-unknown'
      ? { code: 'unread', message }
      : { code: 'refused', reason: reading.code, message };
  return result('submit', [finding, ...shape]);
}

const isRead = ({ reading }: RecordedExchange) => reading?.code === undefined;

/** Every answer about the task until its end. */
export function compareQueries(reference: Exchanges, seen: Exchanges): CheckResult {
  const expected = ofStep(reference, 'query');
  const got = ofStep(seen, 'query').filter(({ reading }) => reading?.status !== 'none');
  const last = got.at(-1);
  if (last === undefined) return unchecked('query', 'not-sent');
  const unread = got.filter((one) => !isRead(one) && one.answer !== undefined && !isDown(one));
  const messages = [...new Set(unread.map(({ reading }) => reading?.message ?? ''))];
  const findings: Finding[] = messages.map((message) => ({ code: 'unread', message }));
  if (last.reading?.status === 'failed') findings.push({ code: 'failed', message: failureIn(last) });
  const hasEnded = last.reading?.status === 'succeeded';
  if (!hasEnded && findings.length === 0) {
    const { message } = last.reading ?? {};
    return unchecked('query', last.answer === undefined ? 'no-answer' : 'not-finished', message);
  }
  const ends = expected.filter(({ reading }) => reading?.status === 'succeeded');
  const isSame = hasEnded || unread.length > 0;
  return result(
    'query',
    [
      ...findings,
      ...(isSame ? shapeFindings(bodiesOf(ends), [bodyOf(last)], hasEnded) : []),
      ...shapeFindings(bodiesOf(expected), bodiesOf(got.slice(0, -1)), false),
    ].filter(isFirst),
  );
}

const isFirst = (one: Finding, index: number, all: readonly Finding[]) =>
  all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index;

const failureIn = ({ answer }: RecordedExchange) => JSON.stringify(answer?.body).slice(0, 300);
