/** What the browser did not write, since it is full or forbids it: it lasts until the page is closed. */
const unwritten = new Map<string, string>();

export function readStored(place: string): string | null {
  const own = unwritten.get(place);
  if (own !== undefined) return own;
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

export function writeStored(place: string, text: string): void {
  try {
    localStorage.setItem(place, text);
    unwritten.delete(place);
  } catch {
    unwritten.set(place, text);
  }
}

/** Whether what is read here is newer than what other tabs read. */
export const isUnwritten = (place: string): boolean => unwritten.has(place);
