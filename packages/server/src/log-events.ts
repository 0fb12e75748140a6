import type { EventListener } from '@vid/core';

/** Words as they are; whatever else a service may have put into a code, quoted. */
const written = (value: unknown) =>
  typeof value === 'string' && /^[\w.:+-]+$/.test(value) ? value : JSON.stringify(value);

/** A listener for `onEvent` of a router: one plain line for each event. Events hold no key and no prompt, so no line does. */
export const logEvents =
  (write: (line: string) => void): EventListener =>
  ({ at, type, ...details }) => {
    const known = Object.entries(details).filter(([, value]) => value !== undefined);
    const words = known.map(([name, value]) => `${name}=${written(value)}`);
    write([new Date(at).toISOString(), type, ...words].join(' '));
  };
