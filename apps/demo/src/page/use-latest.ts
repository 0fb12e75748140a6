import { useLayoutEffect, useRef, useState } from 'react';

/** One function for as long as the component stands, which calls the one of the latest render. Not for use while rendering. */
export function useLatest<Values extends readonly unknown[]>(
  callback: (...values: Values) => void,
): (...values: Values) => void {
  const latest = useRef(callback);
  useLayoutEffect(() => {
    latest.current = callback;
  });
  const [stable] = useState(
    () =>
      (...values: Values) =>
        latest.current(...values),
  );
  return stable;
}
