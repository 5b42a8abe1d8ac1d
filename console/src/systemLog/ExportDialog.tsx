import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { useAnnounce } from '../ui/Announcer.tsx';
import { Failure } from '../ui/Failure.tsx';
import { ModalDialog } from '../ui/ModalDialog.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { saveFile } from '../ui/saveFile.ts';
import { type Format, fileOf, formats } from './logFile.ts';
import type { LogSearch } from './logSearch.ts';
import { MOST_EXPORTED, readForExport } from './readForExport.ts';

const types: Readonly<Record<Format, string>> = { csv: 'text/csv', json: 'application/json' };

/** Saves what is filtered as a file, up to a bound, with a progress that can be stopped. */
export function ExportDialog({ search, close }: { readonly search: LogSearch; readonly close: () => void }) {
  const { t } = useWords();
  const { client } = useAccess();
  const announce = useAnnounce();
  const [count, setCount] = useState(0);
  const stopper = useRef<AbortController>(undefined);
  useEffect(() => () => stopper.current?.abort(), []);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (format: Format) => {
      setCount(0);
      stopper.current = new AbortController();
      const events = await readForExport(client, { search, signal: stopper.current.signal, progress: setCount });
      saveFile(`system-log.${format}`, types[format], fileOf(events, format));
      return events.length;
    },
    onSuccess: (saved) => {
      announce(t(saved >= MOST_EXPORTED ? 'log.exportedSome' : 'log.exported', { count: saved }));
      close();
    },
  });
  return (
    <ModalDialog title={t('log.export')} close={close} holds={isPending}>
      <p>{t('log.exportHelp', { most: MOST_EXPORTED })}</p>
      {isPending && (
        <label className="field">
          {t('log.exporting', { count })}
          <progress max={MOST_EXPORTED} value={count} />
        </label>
      )}
      {error && <Failure error={error} title={t('log.exportFailed')} />}
      <div className="dialog-buttons">
        <PressButton onPress={close}>{t('app.cancel')}</PressButton>
        {formats.map((format) => (
          <PressButton key={format} main={format === 'csv'} isDisabled={isPending} onPress={() => mutate(format)}>
            {t(`log.save.${format}`)}
          </PressButton>
        ))}
      </div>
    </ModalDialog>
  );
}
