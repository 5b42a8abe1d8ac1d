import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useAction } from '../../proof/useAction.tsx';
import { useWords } from '../../texts/TextsContext.tsx';
import { useAnnounce } from '../../ui/Announcer.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { ORIGINS, type Purpose, purposes, saveOrigin, type TrustedOrigin } from './trustedOrigin.ts';

interface Props {
  /** The origin to change; absent for a new one. */
  readonly origin?: TrustedOrigin;
  readonly close: () => void;
}

/** Makes or changes a trusted origin. */
export function OriginDialog({ origin: before, close }: Props) {
  const { t } = useWords();
  const announce = useAnnounce();
  const [name, setName] = useState(before?.name ?? '');
  const [origin, setOrigin] = useState(before?.origin ?? '');
  const [chosen, setChosen] = useState<readonly Purpose[]>(before?.scopes.map(({ type }) => type) ?? ['CORS']);
  const title = t(before ? 'api.origin.edit' : 'api.origin.new', { name: before?.name ?? '' });
  const { start, isPending, error, proof } = useAction(
    ORIGINS,
    (client) =>
      saveOrigin(client, before?.id, {
        name: name.trim(),
        origin: origin.trim(),
        scopes: chosen.map((type) => ({ type })),
      }),
    {
      done: () => {
        announce(t('act.done', { action: title }));
        close();
      },
    },
  );
  const isChanged = name !== (before?.name ?? '') || origin !== (before?.origin ?? '');
  return (
    <ModalDialog title={title} close={close} holds={isPending || isChanged}>
      <TextField className="field" value={name} onChange={setName} isRequired>
        <Label>{t('api.name')}</Label>
        <Input maxLength={255} />
      </TextField>
      <TextField className="field" value={origin} onChange={setOrigin} isRequired type="url">
        <Label>{t('api.origin.address')}</Label>
        <Input maxLength={255} />
      </TextField>
      {purposes.map((purpose) => (
        <Tick
          key={purpose}
          isSelected={chosen.includes(purpose)}
          onChange={(isOn) => setChosen(purposes.filter((one) => (one === purpose ? isOn : chosen.includes(one))))}
        >
          {t(`api.origin.${purpose}`)}
        </Tick>
      ))}
      {error !== null && <Failure error={error} title={t('act.failed')} />}
      {proof}
      <div className="dialog-buttons">
        <PressButton onPress={close}>{t('app.cancel')}</PressButton>
        <PressButton
          main
          isPending={isPending}
          isDisabled={name.trim() === '' || origin.trim() === '' || chosen.length === 0}
          onPress={() => start()}
        >
          {t(before ? 'api.origin.save' : 'api.origin.new')}
        </PressButton>
      </div>
    </ModalDialog>
  );
}
