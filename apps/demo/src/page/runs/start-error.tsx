import { useMessages } from '../language.tsx';
import { ServerError } from '../server.ts';

interface StartErrorProps {
  readonly error: Error;
  readonly onTryAgain: () => void;
}

/** Why nothing was started. Trying again starts nothing twice. */
export function StartError({ error, onTryAgain }: StartErrorProps) {
  const messages = useMessages();
  const words =
    error instanceof ServerError ? messages.serverError(error.code, error.message) : error.message;
  return (
    <div className="notice" data-tone="bad" role="alert">
      <strong>{messages.startFailed}</strong>
      <p>{words}</p>
      <button type="button" className="button" data-small onClick={onTryAgain}>
        {messages.tryAgain}
      </button>
    </div>
  );
}
