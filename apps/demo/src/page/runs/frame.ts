const waiting = new Set<() => void>();
let frame: number | undefined;

function flush(): void {
  if (frame !== undefined) cancelAnimationFrame(frame);
  frame = undefined;
  const works = [...waiting];
  waiting.clear();
  for (const work of works) work();
}

addEventListener('visibilitychange', () => document.hidden && flush());

/** Each work once, in the next frame, and all in one task: React commits once for all of them. A page that nobody sees has no frames. */
export function inNextFrame(work: () => void): void {
  waiting.add(work);
  if (document.hidden) flush();
  else frame ??= requestAnimationFrame(flush);
}

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const clocks = new Set<() => void>();
const tell = () => {
  now = Date.now();
  for (const listener of clocks) listener();
};

/** The time of day in whole ticks, one for the whole page: a store for `useSyncExternalStore`. */
export const clock = {
  read: (): number => now,
  subscribe: (listener: () => void): (() => void) => {
    if (clocks.size === 0) now = Date.now();
    clocks.add(listener);
    timer ??= setInterval(() => inNextFrame(tell), 1000);
    return () => {
      clocks.delete(listener);
      if (clocks.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  },
};
