import type { User } from '@cofactor/client';
import { nameOf } from '../people/nameOf.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { useAnnounce } from '../ui/Announcer.tsx';
import { Failure } from '../ui/Failure.tsx';
import { ModalDialog } from '../ui/ModalDialog.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import type { LifecycleStep } from './lifecycle.ts';
import { useAction } from './useAction.tsx';

interface Props {
  readonly user: User;
  readonly step: LifecycleStep;
  readonly close: () => void;
}

/** Says what a step of a person's life does, and does it. */
export function LifecycleDialog({ user, step, close }: Props) {
  const { t } = useWords();
  const announce = useAnnounce();
  const { start, isPending, error, proof } = useAction(user.id, (client) => step.run(client, user.id), {
    done: () => {
      announce(t('act.done', { action: t(step.name) }));
      close();
    },
  });
  return (
    <ModalDialog title={t(step.name)} close={close} holds={isPending}>
      <p>{t(step.text, { name: nameOf(user) })}</p>
      {error !== null && <Failure error={error} title={t('act.failed')} />}
      {proof}
      <div className="dialog-buttons">
        <PressButton onPress={close}>{t('app.cancel')}</PressButton>
        <PressButton main={!step.danger} danger={step.danger ?? false} isPending={isPending} onPress={() => start()}>
          {t(step.name)}
        </PressButton>
      </div>
    </ModalDialog>
  );
}
