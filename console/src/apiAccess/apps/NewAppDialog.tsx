import { useState } from 'react';
import { Input, Label, TextArea, TextField } from 'react-aria-components';
import { useAction } from '../../proof/useAction.tsx';
import { useWords } from '../../texts/TextsContext.tsx';
import { useAnnounce } from '../../ui/Announcer.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { readKeySet } from './keySet.ts';
import { APPS, createApp, type NewApp } from './serviceApp.ts';

/** Makes a service app: it has no secret, and proves itself by a key of which only the public half comes here. */
export function NewAppDialog({ close }: { readonly close: () => void }) {
  const { t } = useWords();
  const announce = useAnnounce();
  const [label, setLabel] = useState('');
  const [pasted, setPasted] = useState('');
  const [uri, setUri] = useState('');
  const [bound, setBound] = useState(true);
  const keys = pasted.trim() === '' ? undefined : readKeySet(pasted);
  const fault = keys && 'fault' in keys ? keys.fault : undefined;
  const given: NewApp['keys'] | undefined =
    keys && 'jwks' in keys ? keys : uri.trim() === '' ? undefined : { jwks_uri: uri.trim() };
  const { start, isPending, error, proof } = useAction(APPS, (client, app: NewApp) => createApp(client, app), {
    done: () => {
      announce(t('act.done', { action: t('api.newApp') }));
      close();
    },
  });
  return (
    <ModalDialog title={t('api.newApp')} close={close} holds={isPending || label !== '' || pasted !== '' || uri !== ''}>
      <p>{t('api.newAppHelp')}</p>
      <TextField className="field" value={label} onChange={setLabel} isRequired>
        <Label>{t('api.name')}</Label>
        <Input maxLength={100} />
      </TextField>
      <TextField
        className="field"
        value={pasted}
        onChange={setPasted}
        isInvalid={fault !== undefined}
        spellCheck="false"
      >
        <Label>{t('api.keys')}</Label>
        <TextArea rows={5} />
      </TextField>
      {fault && (
        <p className="fault" role="alert">
          {t(`api.keys.${fault}`)}
        </p>
      )}
      {pasted.trim() === '' && (
        <TextField className="field" value={uri} onChange={setUri} type="url">
          <Label>{t('api.keysUri')}</Label>
          <Input maxLength={1000} />
        </TextField>
      )}
      <Tick isSelected={bound} onChange={setBound}>
        {t('api.bound')}
      </Tick>
      {error !== null && <Failure error={error} title={t('act.failed')} />}
      {proof}
      <div className="dialog-buttons">
        <PressButton onPress={close}>{t('app.cancel')}</PressButton>
        <PressButton
          main
          isPending={isPending}
          isDisabled={label.trim() === '' || fault !== undefined || given === undefined}
          onPress={() => given && start({ label: label.trim(), keys: given, bound })}
        >
          {t('api.newApp')}
        </PressButton>
      </div>
    </ModalDialog>
  );
}
