import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useMessages } from '../language.tsx';

interface DialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The browser's own: it holds the focus, closes by Escape, and gives the focus back. */
export function Dialog({ opened, title, onClose, children }: DialogProps) {
  const { close } = useMessages();
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    if (opened && !dialog.open) dialog.showModal();
    if (!opened && dialog.open) dialog.close();
  }, [opened]);
  return (
    <dialog
      ref={element}
      className="dialog"
      aria-labelledby={id}
      onClose={onClose}
      onClick={({ target, currentTarget }) => target === currentTarget && onClose()}
    >
      {opened && (
        <>
          <div className="head">
            <h2 id={id}>{title}</h2>
            <button
              type="button"
              className="button"
              data-kind="quiet"
              data-square
              aria-label={close}
              onClick={onClose}
            >
              <X size={18} aria-hidden />
            </button>
          </div>
          <div className="body">{children}</div>
        </>
      )}
    </dialog>
  );
}

interface PopoverProps {
  /** What stands on its button. */
  readonly label: ReactNode;
  readonly name?: string;
  readonly kind?: 'quiet';
  readonly square?: boolean;
  readonly small?: boolean;
  readonly align?: 'start';
  /** Rendered while it is open. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button and what it opens beside it; closes by Escape, or by a click elsewhere. */
export function Popover({ label, name, kind, square, small, align, children }: PopoverProps) {
  const id = useId();
  const anchor = `--${id.replaceAll(/\W/g, '')}`;
  const box = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button"
        id={`${id}button`}
        popoverTarget={id}
        aria-label={name}
        aria-expanded={opened}
        aria-haspopup="dialog"
        data-kind={kind}
        data-square={square}
        data-small={small}
        style={{ anchorName: anchor }}
      >
        {label}
      </button>
      <div
        ref={box}
        id={id}
        popover="auto"
        role="dialog"
        aria-labelledby={`${id}button`}
        className="popover"
        data-align={align}
        style={{ positionAnchor: anchor }}
        onToggle={({ newState }) => setOpened(newState === 'open')}
      >
        {opened && children(() => box.current?.hidePopover())}
      </div>
    </>
  );
}
