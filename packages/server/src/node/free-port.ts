const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/**
 * Listens at the port that somebody wants, and throws where it is taken; where nobody wants one, at the usual port, or at any
 * free one while another program has that.
 */
export async function listenAt<Listening>(
  wanted: number | undefined,
  usual: number,
  listen: (port: number) => Promise<Listening>,
): Promise<Listening> {
  try {
    return await listen(wanted ?? usual);
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (wanted === undefined) return listen(0);
    throw new Error(`Another program has port ${wanted}: name another one, or 0 for any.`, { cause: error });
  }
}
