import { connectionTrouble, type LinkAnswer, silence } from './open-link.ts';

/**
 * The bytes of an answer. Throws `LinkTrouble` when the connection breaks or stays silent; the time that the
 * consumer takes does not count as silence.
 */
export async function* readBody(
  { response, host }: LinkAnswer,
  idleTimeoutMs: number,
): AsyncGenerator<Uint8Array, void> {
  const watch = () => setTimeout(() => response.destroy(silence(host, idleTimeoutMs)), idleTimeoutMs);
  let idle = watch();
  try {
    for await (const chunk of response) {
      clearTimeout(idle);
      yield chunk;
      idle = watch();
    }
  } catch (error) {
    throw connectionTrouble(host, error);
  } finally {
    clearTimeout(idle);
  }
}
