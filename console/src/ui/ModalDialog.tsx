import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

interface Props {
  readonly title: string;
  readonly close: () => void;
  /** While something is under way, or was typed, a slip of the hand must not lose it. */
  readonly holds?: boolean;
  readonly children: ReactNode;
}

/** A dialog over the page: keeps the focus, and gives it back. */
export function ModalDialog({ title, close, holds = false, children }: Props) {
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable={!holds}
      isKeyboardDismissDisabled={holds}
      onOpenChange={(isOpen) => !isOpen && close()}
    >
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
