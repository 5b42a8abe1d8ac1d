import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { type Role, roleTypes } from '../access/permissions.ts';
import { useAction } from '../proof/useAction.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { useAnnounce } from '../ui/Announcer.tsx';
import { Failure } from '../ui/Failure.tsx';
import { ModalDialog } from '../ui/ModalDialog.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { ADMINISTRATORS, giveRole } from './administrators.ts';

interface Props {
  /** The login of the person; to be typed when absent. */
  readonly login?: string;
  /** Roles that they hold already. */
  readonly held?: readonly Role[];
  readonly close: () => void;
}

/** Gives a role to a person, and says what it allows. */
export function GiveRoleDialog({ login: given = '', held = [], close }: Props) {
  const { t } = useWords();
  const announce = useAnnounce();
  const [login, setLogin] = useState(given);
  const choices = roleTypes.filter((role) => !held.includes(role));
  // The least of them, so that nobody gives more by not choosing.
  const [role, setRole] = useState<Role>(choices.at(-1) ?? 'READ_ONLY_ADMIN');
  const { start, isPending, error, proof } = useAction(
    ADMINISTRATORS,
    (client) => giveRole(client, login.trim(), role),
    {
      done: () => {
        announce(t('admins.given', { login, role: t(`role.${role}`) }));
        close();
      },
    },
  );
  return (
    <ModalDialog title={t('admins.give')} close={close} holds={isPending || login !== given}>
      <TextField className="field" value={login} onChange={setLogin} isRequired isReadOnly={given !== ''}>
        <Label>{t('admins.loginOrId')}</Label>
        <Input maxLength={100} autoComplete="off" spellCheck="false" />
      </TextField>
      <label className="field">
        {t('admins.role')}
        <select value={role} onChange={({ target }) => setRole(target.value as Role)}>
          {choices.map((one) => (
            <option key={one} value={one}>
              {t(`role.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <p>{t(`admins.may.${role}`)}</p>
      {error !== null && <Failure error={error} title={t('act.failed')} />}
      {proof}
      <div className="dialog-buttons">
        <PressButton onPress={close}>{t('app.cancel')}</PressButton>
        <PressButton main isPending={isPending} isDisabled={login.trim() === ''} onPress={() => start()}>
          {t('admins.give')}
        </PressButton>
      </div>
    </ModalDialog>
  );
}
