import type { ReactNode } from 'react';

interface IconButtonProps {
  /** What it does, for those who cannot see the icon. */
  readonly name: string;
  /** Shown at the pointer. Default: the name. */
  readonly hint?: string;
  /** Of a button that stays as it was pressed. */
  readonly isPressed?: boolean | undefined;
  readonly isSmall?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

export function IconButton({ name, hint = name, isPressed, isSmall, onClick, children }: IconButtonProps) {
  return (
    <button
      type="button"
      className="button"
      data-kind="quiet"
      data-square
      data-small={isSmall}
      aria-pressed={isPressed}
      aria-label={name}
      title={hint}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
