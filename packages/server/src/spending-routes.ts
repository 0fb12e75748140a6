import { type JobStore, type SpendingRow, toCsv } from '@vid/core/journal';
import { type SpendingView, spendingViewSchema } from '@vid/core/remote';
import { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { refusal } from './errors.ts';
import { described, inQuery, json } from './openapi.ts';
import type { Env, ServerSettings } from './settings.ts';

interface SpendingRoutes {
  readonly store: JobStore;
  readonly seesAllSpending: ServerSettings['seesAllSpending'];
}

const description = described({
  summary: 'What jobs cost, by label, day and currency: estimates beside bills',
  parameters: [
    inQuery('from', 'The first day, UTC.'),
    inQuery('to', 'The last day.'),
    inQuery('format', '`csv`, where no Accept can be sent.'),
    inQuery('all', 'Of all owners, for who may see it.'),
  ],
  responses: {
    200: {
      description: 'Rows.',
      content: {
        ...json('', spendingViewSchema).content,
        'text/csv': { schema: { type: 'string' } },
      },
    },
  },
});

const columns = ['owner', 'label', 'day', 'currency', 'estimate', 'billed', 'jobs', 'unknown'] as const;

const csvOf = (rows: SpendingView['rows']): string =>
  toCsv([columns, ...rows.map((row) => columns.map((column) => row[column]))]);

function dayIn(text: string | undefined, name: string): string | undefined {
  if (text === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))))
    return text;
  throw refusal(400, `${name} must be a day such as 2026-11-29.`);
}

const withoutOwner = ({ owner: _owner, ...row }: SpendingRow) => row;

/** What an owner's jobs cost, estimate beside bill. */
export function spendingRoutes({ store, seesAllSpending = () => false }: SpendingRoutes) {
  const app = new Hono<Env>();
  app.get('/spending', description, async (c) => {
    const from = dayIn(c.req.query('from'), 'from');
    const to = dayIn(c.req.query('to'), 'to');
    const owner = c.get('owner');
    const isAll = c.req.query('all') !== undefined;
    if (isAll && !(await seesAllSpending(owner)))
      throw refusal(403, 'What others spend is not for this owner to see.');
    const found = await store.spending({ from, to, owner: isAll ? undefined : owner });
    const rows = isAll ? found : found.map(withoutOwner);
    const supports = ['application/json', 'text/csv'];
    const type = accepts(c, { header: 'Accept', supports, default: 'application/json' });
    if (c.req.query('format') !== 'csv' && type !== 'text/csv')
      return c.json({ rows } satisfies SpendingView);
    c.header('Content-Type', 'text/csv; charset=utf-8');
    c.header('Content-Disposition', 'attachment; filename="spending.csv"');
    return c.body(csvOf(rows));
  });
  return app;
}
