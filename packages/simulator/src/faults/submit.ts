import type { AppContext } from '../backend.ts';
import type { Clock } from '../state/clock.ts';
import type { JsonObject, SimulatedTask } from '../state/task.ts';
import { brokenJson, type Dialect, serverError, webPage } from './answers.ts';
import { createsTask } from './catalogue.ts';
import { cut, evenly, hang, trickle } from './delivery.ts';
import { withoutText } from './edit.ts';
import type { SubmitRule } from './schema.ts';
import { failInTransport, isTransport } from './transport.ts';

type Accepted = { readonly task: SimulatedTask; readonly answer: JsonObject };

const idPlaces = {
  taskId: (taskId) => ({ taskId }),
  'data.taskId': (taskId) => ({ data: { taskId } }),
  video_id: (video_id) => ({ video_id }),
  'result.id': (id) => ({ result: { id } }),
} as const satisfies Record<(SubmitRule & { kind: 'id-elsewhere' })['at'], (id: string) => JsonObject>;

/** Whatever the answer has beside its numbers and words of success stays: the id among it. */
function errorWithId(answer: JsonObject, dialect: Dialect): JsonObject {
  const { data, ...error } = dialect.serverError({ status: 500, body: 'json' }, 'unclear');
  return { ...answer, ...error, ...(data === undefined || data === null ? {} : { data }) };
}

/** `accept` creates the task, which is billed whatever the answer says. */
export function failSubmit(
  c: AppContext,
  clock: Clock,
  fault: SubmitRule,
  accept: () => Accepted,
  dialect: Dialect,
): Response | Promise<Response> {
  if (isTransport(fault)) {
    if (createsTask(fault)) accept();
    return failInTransport(c, fault, 'nothing-sent', dialect);
  }
  switch (fault.kind) {
    case 'slow-body':
      return trickle(c, c.json(accept().answer), evenly(c, clock, fault.seconds));
    case 'accepted-cut':
      accept();
      return cut(c);
    case 'accepted-hang':
      accept();
      return hang(c);
    case 'accepted-error':
      accept();
      return serverError(fault, 'unclear', dialect);
    case 'accepted-html':
      accept();
      return webPage(c, fault.contentType);
    case 'accepted-without-id': {
      const { task, answer } = accept();
      return c.json(withoutText(answer, task.id));
    }
    case 'accepted-broken-json':
      return brokenJson(c, accept().answer);
    case 'error-with-id':
      return Response.json(errorWithId(accept().answer, dialect), { status: fault.status });
    case 'id-elsewhere':
      return c.json(idPlaces[fault.at](accept().task.id));
  }
}
