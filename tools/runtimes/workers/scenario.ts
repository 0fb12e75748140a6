import { run } from '../consumer/by-import.ts';

// oxlint-disable-next-line import/no-default-export -- the form that the runtime asks for
export default {
  fetch: async (request: Request): Promise<Response> => Response.json(await run(await request.json())),
};
