import type { Messages } from './messages.ts';
import { ServerError } from './server.ts';

/** What the server refused, in the reader's language where the page has words for it; else in the words of the error. */
export const refusalWords = (error: Error, { serverError }: Messages): string =>
  error instanceof ServerError ? serverError(error.code, error.message) : error.message;
