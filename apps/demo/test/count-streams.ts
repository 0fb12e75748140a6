import { standBefore } from './before-demo.ts';

/** Stands before a demo and counts the streams of runs that are open through it. */
export async function countStreams(demo: string) {
  const open = new Set<string>();
  let opened = 0;
  const url = await standBefore(demo, (stream) => {
    opened += 1;
    const name = String(opened);
    open.add(name);
    stream.once('close', () => open.delete(name));
    return false;
  });
  return {
    url,
    open: () => open.size,
    /** All that there ever were. */
    opened: () => opened,
  };
}
