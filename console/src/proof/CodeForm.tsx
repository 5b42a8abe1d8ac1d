import { type FormEvent, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useWords } from '../texts/TextsContext.tsx';
import { PressButton } from '../ui/PressButton.tsx';

interface Props {
  readonly isPending: boolean;
  readonly send: (code: string) => void;
}

/** A field for a code, which is gone once it was sent. */
export function CodeForm({ isPending, send }: Props) {
  const { t } = useWords();
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(code.replaceAll(' ', ''));
    setCode('');
  };
  return (
    <form className="code-form" onSubmit={submit}>
      <TextField className="field" value={code} onChange={setCode} autoComplete="one-time-code" isRequired autoFocus>
        <Label>{t('proof.code')}</Label>
        <Input maxLength={64} spellCheck="false" />
      </TextField>
      <PressButton main type="submit" isPending={isPending}>
        {t('proof.confirm')}
      </PressButton>
    </form>
  );
}
