import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';

interface Props {
  readonly children: ReactNode;
  readonly value?: string;
  readonly isSelected?: boolean;
  readonly onChange?: (isSelected: boolean) => void;
}

/** A check box with its words. */
export function Tick({ children, ...props }: Props) {
  return (
    <Checkbox className="tick" {...props}>
      <span className="box">
        <svg viewBox="0 0 18 18" aria-hidden="true">
          <path d="m3 9 4 4 8-8" />
        </svg>
      </span>
      <span>{children}</span>
    </Checkbox>
  );
}
