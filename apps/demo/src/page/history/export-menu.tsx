import { useMutation } from '@tanstack/react-query';
import { Share } from 'lucide-react';
import type { Run } from '../../api.ts';
import { errorWords } from '../error-words.ts';
import { useLanguage } from '../language.tsx';
import { useStageMessages } from '../messages/stage.ts';
import { Popover } from '../ui/overlays.tsx';
import { type ExportKind, exported } from './export.ts';

const kinds = ['linked', 'embedded', 'json'] as const satisfies readonly ExportKind[];

interface ExportMenuProps {
  readonly runs: readonly Run[];
  /** Names the comparison where several stand together; the button is then a sign alone. */
  readonly title?: string;
}

/** A comparison as a file to keep or to send. */
export function ExportMenu({ runs, title }: ExportMenuProps) {
  const messages = useStageMessages();
  const { stage } = messages;
  const { language } = useLanguage();
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (kind: ExportKind) => {
      const { name, file } = await exported(runs, { kind, language, messages });
      const address = URL.createObjectURL(file);
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    },
  });
  return (
    <Popover
      kind="quiet"
      {...(title === undefined ? { small: true } : { square: true })}
      label={
        <>
          <Share size={16} aria-hidden />
          {title === undefined && stage.export}
        </>
      }
      name={title === undefined ? stage.export : `${stage.export}: ${title}`}
    >
      {(close) => (
        <div className="stack">
          {kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              className="button"
              data-kind="quiet"
              data-wrap
              disabled={isPending}
              onClick={() => mutate(kind, { onSuccess: close })}
            >
              {stage.exports[kind]}
            </button>
          ))}
          {error !== null && (
            <p className="notice" data-tone="bad" role="alert">
              {errorWords(error, messages)}
            </p>
          )}
        </div>
      )}
    </Popover>
  );
}
