/** A key that one object of a valid JSON text sets twice, of which `JSON.parse` takes the later without a word. */
export function repeatedKey(json: string): string | undefined {
  const objects: Set<string>[] = [];
  let start: number | undefined;
  for (const { 0: mark, index } of json.matchAll(/\\.|["{}]/g)) {
    if (start !== undefined) {
      if (mark !== '"') continue;
      const text = json.slice(start, index + 1);
      start = undefined;
      const colon = /\s*:/y;
      colon.lastIndex = index + 1;
      if (!colon.test(json)) continue;
      const key: string = JSON.parse(text);
      if (objects.at(-1)?.has(key) === true) return key;
      objects.at(-1)?.add(key);
    } else if (mark === '"') start = index;
    else if (mark === '{') objects.push(new Set());
    else if (mark === '}') objects.pop();
  }
  return undefined;
}
