import { useMutation } from '@tanstack/react-query';
import { useAccess } from '../access/AccessContext.tsx';
import { rememberPlace } from '../access/signIn.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { Failure } from '../ui/Failure.tsx';
import { PressButton } from '../ui/PressButton.tsx';

/** Sends an administrator whose session a provider vouched for there once more; they come back to this page. */
export function ProveAtProvider({ name }: { readonly name: string }) {
  const { t } = useWords();
  const { client } = useAccess();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const body = { again: true };
      const reply = await client.request({ method: 'POST', path: '/admin/signin/openid', body });
      rememberPlace();
      location.assign((reply as { readonly location: string }).location);
    },
  });
  return (
    <>
      <PressButton main isPending={isPending} onPress={() => mutate()}>
        {t('proof.provider', { provider: name })}
      </PressButton>
      {error && <Failure error={error} title={t('proof.failed')} />}
    </>
  );
}
