/** Writes about what is paid already: they are not lost while the disk is full, and end nobody's work. */
export interface Writes {
  /**
   * At once where that is possible, else again and again, those before it first. `what` names it for people: while it is
   * not on the disk, the console is the only place that knows.
   */
  keep(what: string, write: () => void): void;
  /** Tries once more, and says what is still not written. */
  close(): void;
}

interface Waiting {
  readonly what: string;
  readonly write: () => void;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

export function createWrites({
  retryMs = 2_000,
  log = (line: string) => console.error(line),
}: {
  readonly retryMs?: number | undefined;
  readonly log?: ((line: string) => void) | undefined;
} = {}): Writes {
  const waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  /** What went wrong; `undefined` when all is written. */
  const writeAll = (): unknown => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      try {
        next.write();
      } catch (error) {
        return error;
      }
      waiting.shift();
    }
    return undefined;
  };
  const retry = () => {
    timer = undefined;
    if (writeAll() === undefined) log('vid demo: everything is written again.');
    else arm();
  };
  const arm = () => {
    timer ??= setTimeout(retry, retryMs);
  };

  return {
    keep(what, write) {
      waiting.push({ what, write });
      const error = writeAll();
      if (error === undefined) return;
      log(`vid demo: could not write ${what} (${reasonOf(error)}). It is kept in memory and tried again.`);
      arm();
    },
    close() {
      clearTimeout(timer);
      if (writeAll() === undefined) return;
      for (const { what } of waiting) log(`vid demo: NOT WRITTEN when the server closed: ${what}.`);
    },
  };
}
