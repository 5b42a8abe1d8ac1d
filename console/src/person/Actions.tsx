import type { User } from '@cofactor/client';
import { useState } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { may } from '../access/permissions.ts';
import { nameOf } from '../people/nameOf.ts';
import { type Act, ActDialog } from '../proof/ActDialog.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { ActionMenu, type MenuAction } from '../ui/ActionMenu.tsx';
import { Icon } from '../ui/icons.tsx';
import { type LifecycleStep, stepsFor } from './lifecycle.ts';
import { ResetDialog } from './ResetDialog.tsx';
import { personKey } from './readPerson.ts';

/** More Actions: what one may do to this person, and nothing else. */
export function Actions({ user }: { readonly user: User }) {
  const { t } = useWords();
  const { roles } = useAccess();
  const [open, setOpen] = useState<'reset' | Act>();
  const close = () => setOpen(undefined);
  const actOf = ({ name, text, danger, run }: LifecycleStep): Act => ({
    name: t(name),
    text: t(text, { name: nameOf(user) }),
    danger: danger ?? false,
    key: personKey(user.id),
    run: (client) => run(client, user.id),
  });
  const reset: MenuAction = { name: t('reset.action'), choose: () => setOpen('reset') };
  const mayReset = may(roles, 'resetFactors') && user.status !== 'DEPROVISIONED';
  const steps = stepsFor(user.status)
    .filter(({ action }) => may(roles, action))
    .map(actOf)
    .map((act) => ({ name: act.name, danger: act.danger ?? false, choose: () => setOpen(act) }));
  return (
    <>
      <ActionMenu actions={mayReset ? [reset, ...steps] : steps}>
        {t('person.actions')}
        <Icon name="down" />
      </ActionMenu>
      {open === 'reset' && <ResetDialog user={user} close={close} />}
      {typeof open === 'object' && <ActDialog act={open} close={close} />}
    </>
  );
}
