import { ambiguous, type ErrorTable, refused } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { errorBody } from './schema.ts';

export const errors: ErrorTable = {
  read(json) {
    const { data } = z.safeParse(errorBody, json);
    return data && { message: data.problem.text, code: data.problem.code };
  },
  codes: {
    'bad-request': refused('invalid-request'),
    'bad-key': refused('authentication'),
    'no-film': refused('not-found'),
    'slow-down': refused('rate-limited'),
    // It may be said of a film that was begun.
    'in-trouble': ambiguous,
  },
};
