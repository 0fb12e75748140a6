import type { AppContext } from '../backend.ts';
import type { Clock } from '../state/clock.ts';
import type { JsonObject, SimulatedTask } from '../state/task.ts';
import { brokenJson, serverError, webPage } from './answers.ts';
import { cut, evenly, hang, trickle } from './delivery.ts';
import { withoutText } from './edit.ts';
import type { SubmitRule } from './schema.ts';
import { failInTransport } from './transport.ts';

type Accepted = { readonly task: SimulatedTask; readonly answer: JsonObject };

/** `accept` creates the task; a fault whose kind does not begin with `accepted` leaves it, but for a slow answer. */
export function failSubmit(
  c: AppContext,
  clock: Clock,
  fault: SubmitRule,
  accept: () => Accepted,
): Response | Promise<Response> {
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
      return serverError(clock.now(), fault, 'unclear');
    case 'accepted-html':
      accept();
      return webPage(c, fault.contentType);
    case 'accepted-without-id': {
      const { task, answer } = accept();
      return c.json(withoutText(answer, task.id));
    }
    case 'accepted-broken-json':
      return brokenJson(c, accept().answer);
    case 'cut':
    case 'hang':
    case 'error':
    case 'html':
    case 'rate-limited':
      return failInTransport(c, clock.now(), fault, 'nothing-sent');
  }
}
