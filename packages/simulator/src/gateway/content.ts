// A result behind the gateway's own key: GET /v1/videos/{id}/content (kling.md 3.3). The texts are from its source.
import type { App, Backend } from '../backend.ts';
import { routingError } from './errors.ts';
import { recordWords } from './new-api.ts';

/** `clips` serves what it hands on, ranges too. */
export function mountContent(app: App, { apiKey, clock, store, links }: Backend, clips: App): void {
  app.get('/v1/videos/:id/content', (c) => {
    const refuse = (status: 400 | 401 | 404, message: string) =>
      c.json(routingError(clock.now(), message), status);
    if (c.req.header('Authorization') !== `Bearer ${apiKey}`) return refuse(401, 'invalid token');
    const job = store.find(c.req.param('id'));
    if (job === undefined) return refuse(404, 'Task not found');
    const phase = store.phase(job);
    if (phase.status !== 'succeeded')
      return refuse(400, `Task is not completed yet, current status: ${recordWords[phase.status]}`);
    return clips.fetch(new Request(links.sign(c.req, job), { headers: c.req.raw.headers }), c.env);
  });
}
