import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';

interface Props {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  /** The one thing one probably came for. */
  readonly main?: boolean;
  readonly danger?: boolean;
  readonly quiet?: boolean;
  readonly type?: 'button' | 'submit';
  readonly isDisabled?: boolean;
  readonly isPending?: boolean;
}

/** A button; while its work is under way it stays in the focus and does nothing more. */
export function PressButton({ children, onPress, main, danger, quiet, type = 'button', isDisabled, isPending }: Props) {
  const style = ['button', main && 'main', danger && 'danger', quiet && 'quiet'].filter(Boolean).join(' ');
  return (
    <Button
      className={style}
      type={type}
      isDisabled={isDisabled ?? false}
      isPending={isPending ?? false}
      {...(onPress && { onPress })}
    >
      {children}
    </Button>
  );
}
