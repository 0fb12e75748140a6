import type { Messages } from './messages.ts';

/** The api in the reader's language; an api that the page has no word for stands by its own name. */
export const apiName = ({ apis }: Messages, api: string): string =>
  Object.hasOwn(apis, api) ? (apis[api] ?? api) : api;
