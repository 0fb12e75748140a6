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
    if (wanted === undefined && isTaken(error)) return listen(0);
    throw error;
  }
}
