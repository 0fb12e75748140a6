import type { Page } from 'playwright-core';

/**
 * Stands where React's developer tools would, before the page loads: counts, under each element with one of these
 * labels, ids of labels or classes, the commits in which some component rendered. React tells production builds' commits to them too; `flags & 1`
 * is React's own mark of work for them.
 */
const watcher = (labels: readonly string[]) => `{
  const labels = new Set(${JSON.stringify(labels)});
  globalThis.commits = {};
  const walk = (next, previous, place, touched) => {
    if (next === previous) return;
    const isElement = typeof next.type === 'string';
    if (isElement) {
      const { 'aria-labelledby': id, 'aria-label': label, className } = next.memoizedProps;
      place = [id, label, className].find((name) => labels.has(name)) ?? place;
    }
    if (place !== undefined && !isElement && typeof next.type === 'function' && (next.flags & 1) !== 0) touched.add(place);
    if (previous !== null && next.child === previous.child) return;
    for (let child = next.child; child !== null; child = child.sibling) walk(child, child.alternate, place, touched);
  };
  globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberRoot: (id, { current }) => {
      const touched = new Set();
      walk(current, current.alternate, undefined, touched);
      for (const place of touched) commits[place] = (commits[place] ?? 0) + 1;
    },
    onCommitFiberUnmount: () => {},
  };
}`;

/** To be called before the page is opened; the counts begin anew with each load. */
export async function countCommits(page: Page, labels: readonly string[]) {
  await page.addInitScript({ content: watcher(labels) });
  return {
    counts: () => page.evaluate<Readonly<Record<string, number>>>('globalThis.commits'),
    reset: () => page.evaluate('globalThis.commits = {}'),
  };
}
