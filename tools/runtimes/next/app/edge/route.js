import { run } from '../../../consumer/by-import.ts';

export const runtime = 'edge';

export const POST = async (request) => Response.json(await run(await request.json()));
