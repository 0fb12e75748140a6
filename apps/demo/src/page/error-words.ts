import type { Messages } from './messages.ts';
import { ServerError } from './server.ts';

/** The server's own words; where there is no server to say any, the page's. */
export const errorWords = (error: Error, { serverError }: Messages): string =>
  error instanceof ServerError && error.code === 'unreachable'
    ? serverError(error.code, error.message)
    : error.message;
