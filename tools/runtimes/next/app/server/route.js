import { run } from '../../../consumer/by-import.ts';

export const dynamic = 'force-dynamic';

export const POST = async (request) => Response.json(await run(await request.json()));
