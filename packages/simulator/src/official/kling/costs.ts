// Packs of the account: GET /account/costs (kling.md 1.8). The wrapping twice and the absence of the list are observed.
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { AppContext } from '../../backend.ts';
import type { JsonObject } from '../../state/task.ts';
import { type Account, spentUnits } from './account.ts';
import { envelope } from './answers.ts';
import { refuse } from './errors.ts';

const period = z.object({
  start_time: z.coerce.number().int().min(0),
  end_time: z.coerce.number().int().min(0),
  resource_pack_name: z.string().optional(),
});

const packName = 'Simulator-Video-1Months';

/** Without a limit there is no pack. What is left is told at once, not 12 hours later. */
export function costs(c: AppContext, account: Account): Response {
  const asked = period.safeParse(c.req.query());
  if (!asked.success) {
    const [issue] = asked.error.issues;
    return refuse(c, 1201, `${issue?.path.join('.') ?? 'start_time'} is invalid`);
  }
  const { units } = account.options;
  const left = units === undefined ? 0 : Math.max(0, units - spentUnits(account));
  const day = 86_400_000;
  const began = account.clock.now() - day;
  const pack: JsonObject = {
    resource_pack_name: packName,
    resource_pack_id: '000000000000000000',
    resource_pack_type: 'decreasing_total',
    total_quantity: units,
    remaining_quantity: left,
    purchase_time: began,
    effective_time: began,
    invalid_time: began + 30 * day,
    status: left > 0 ? 'online' : 'runOut',
  };
  const isAskedFor = (asked.data.resource_pack_name ?? packName) === packName;
  const packs = units === undefined || !isAskedFor ? {} : { resource_pack_subscribe_infos: [pack] };
  return c.json(envelope(randomUUID(), { code: 0, msg: 'success', ...packs }));
}
