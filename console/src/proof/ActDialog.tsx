import type { Client } from '@cofactor/client';
import type { QueryKey } from '@tanstack/react-query';
import { useWords } from '../texts/TextsContext.tsx';
import { useAnnounce } from '../ui/Announcer.tsx';
import { Failure } from '../ui/Failure.tsx';
import { ModalDialog } from '../ui/ModalDialog.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { useAction } from './useAction.tsx';

/** A step that changes one thing, once somebody has read what it does. */
export interface Act {
  /** The name of the step, on its button as well. */
  readonly name: string;
  /** Says what will happen. */
  readonly text: string;
  /** Takes something away. */
  readonly danger?: boolean;
  /** The key of all that is read anew afterwards. */
  readonly key: QueryKey;
  readonly run: (client: Client) => Promise<unknown>;
}

/** Says what a step does, and does it. */
export function ActDialog({ act, close }: { readonly act: Act; readonly close: () => void }) {
  const { t } = useWords();
  const announce = useAnnounce();
  const { start, isPending, error, proof } = useAction(act.key, act.run, {
    done: () => {
      announce(t('act.done', { action: act.name }));
      close();
    },
  });
  const danger = act.danger ?? false;
  return (
    <ModalDialog title={act.name} close={close} holds={isPending}>
      <p>{act.text}</p>
      {error !== null && <Failure error={error} title={t('act.failed')} />}
      {proof}
      <div className="dialog-buttons">
        <PressButton onPress={close}>{t('app.cancel')}</PressButton>
        <PressButton main={!danger} danger={danger} isPending={isPending} onPress={() => start()}>
          {act.name}
        </PressButton>
      </div>
    </ModalDialog>
  );
}
