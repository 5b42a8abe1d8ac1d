import type { User } from '@cofactor/client';
import { useState } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useAccess } from '../access/AccessContext.tsx';
import { may } from '../access/permissions.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { Icon } from '../ui/icons.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { LifecycleDialog } from './LifecycleDialog.tsx';
import { type LifecycleStep, stepsFor } from './lifecycle.ts';
import { ResetDialog } from './ResetDialog.tsx';

/** More Actions: what one may do to this person, and nothing else. */
export function Actions({ user }: { readonly user: User }) {
  const { t } = useWords();
  const { roles } = useAccess();
  const [open, setOpen] = useState<'reset' | LifecycleStep>();
  const close = () => setOpen(undefined);
  const steps = stepsFor(user.status).filter(({ action }) => may(roles, action));
  const mayReset = may(roles, 'resetFactors') && user.status !== 'DEPROVISIONED';
  if (!mayReset && steps.length === 0) return null;
  return (
    <>
      <MenuTrigger>
        <PressButton>
          {t('person.actions')}
          <Icon name="down" />
        </PressButton>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu">
            {mayReset && (
              <MenuItem className="menu-item" onAction={() => setOpen('reset')}>
                {t('reset.action')}
              </MenuItem>
            )}
            {steps.map((step) => (
              <MenuItem
                key={step.name}
                className={step.danger ? 'menu-item danger' : 'menu-item'}
                onAction={() => setOpen(step)}
              >
                {t(step.name)}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {open === 'reset' && <ResetDialog user={user} close={close} />}
      {typeof open === 'object' && <LifecycleDialog user={user} step={open} close={close} />}
    </>
  );
}
