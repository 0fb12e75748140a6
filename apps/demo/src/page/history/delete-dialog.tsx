import { useMutation, useQueryClient } from '@tanstack/react-query';
import { errorWords } from '../error-words.ts';
import { useStageMessages } from '../messages/stage.ts';
import { titleOf } from '../runs/run-facts.ts';
import { deleteRun } from '../server.ts';
import { Dialog } from '../ui/overlays.tsx';
import { type Comparison, historyKey } from './use-history.ts';

interface DeleteDialogProps {
  readonly comparisons: readonly Comparison[];
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/** Asks before runs and their files go; says which stay. */
export function DeleteDialog({ comparisons, onDeleted, onClose }: DeleteDialogProps) {
  const messages = useStageMessages();
  const { stage } = messages;
  const queries = useQueryClient();
  const runs = comparisons.flatMap((comparison) => comparison.runs);
  const { mutate, reset, data, isPending } = useMutation({
    mutationFn: async () => {
      const failures: Error[] = [];
      for (const { id } of runs) {
        await deleteRun(id).catch((error: unknown) => {
          failures.push(error instanceof Error ? error : new Error(String(error)));
        });
      }
      await queries.invalidateQueries({ queryKey: [historyKey] });
      return failures;
    },
    onSuccess: (failures) => failures.length === 0 && onDeleted(),
  });
  const close = () => {
    reset();
    onClose();
  };
  const failures = data ?? [];
  return (
    <Dialog opened={comparisons.length > 0} title={stage.deleteTitle(comparisons.length)} onClose={close}>
      <div className="stack">
        <ul>
          {comparisons.slice(0, 5).map((comparison) => (
            <li key={comparison.id} className="comparison-title">
              <strong>
                {comparison.runs[0] === undefined ? comparison.id : titleOf(comparison.runs[0], messages)}
              </strong>
            </li>
          ))}
          {comparisons.length > 5 && <li>…</li>}
        </ul>
        <p>{stage.deleteText(runs.length)}</p>
        {failures.length > 0 && (
          <p className="notice" data-tone="bad" role="alert">
            <strong>{stage.deleteLeft(failures.length)}</strong>{' '}
            {[...new Set(failures.map((error) => errorWords(error, messages)))].join(' ')}
          </p>
        )}
        <div className="row">
          <button type="button" className="button" autoFocus onClick={close}>
            {messages.cancel}
          </button>
          <button
            type="button"
            className="button"
            data-kind="danger"
            disabled={isPending}
            onClick={() => mutate()}
          >
            {stage.deleteForGood}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
