import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface ModalProps {
  readonly title: string;
  readonly className: string;
  /** Escape, and Android's "back" where it has that meaning. */
  readonly onCancel: () => void;
  readonly before?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A dialog over everything else: the browser keeps the focus inside and the rest out of reach. */
export function Modal({ title, className, onCancel, before, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
    return () => dialog.current?.close();
  }, []);
  // What it says is new: whoever is listening is taken back to its beginning.
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <dialog
      ref={dialog}
      class={className}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      {before}
      <h1 id={id} ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </dialog>
  );
}
