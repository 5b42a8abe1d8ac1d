import type { ReactNode } from 'react';

interface Props {
  readonly title?: string;
  readonly help: string;
  /** The next step. */
  readonly children?: ReactNode;
}

/** Says why there is nothing, and what to do next. */
export function EmptyState({ title, help, children }: Props) {
  return (
    <div className="empty">
      {title !== undefined && <strong>{title}</strong>}
      <p>{help}</p>
      {children}
    </div>
  );
}
