import type { ReactNode } from 'react';
import { useWords } from '../../texts/TextsContext.tsx';
import { Failure } from '../Failure.tsx';
import { PressButton } from '../PressButton.tsx';
import { Skeleton } from '../Skeleton.tsx';

/** A list as TanStack Query has it, whole or page by page. */
interface Found {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly isSuccess: boolean;
  readonly isPlaceholderData: boolean;
  readonly error: Error | null;
  readonly refetch: () => Promise<unknown>;
  readonly hasNextPage?: boolean;
  readonly isFetchingNextPage?: boolean;
  readonly fetchNextPage?: () => Promise<unknown>;
}

interface Props {
  readonly found: Found;
  /** Rows that are shown. */
  readonly count: number;
  /** Says why there is nothing. */
  readonly empty: ReactNode;
  /** The table. */
  readonly children: ReactNode;
}

/** A list in all its states: loading, failed with what was there before, empty, and with more to show. */
export function Listing({ found, count, empty, children }: Props) {
  const { t } = useWords();
  const { hasNextPage = false, isFetchingNextPage = false, fetchNextPage } = found;
  return (
    <>
      <p className="soft count" role="status">
        {found.isSuccess && !found.isPlaceholderData && t('list.shown', { count })}
      </p>
      {found.isError && <Failure error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Skeleton lines={8} height="row" />}
      {count > 0 && children}
      {found.isSuccess && count === 0 && !hasNextPage && empty}
      {hasNextPage && (
        <PressButton isPending={isFetchingNextPage} onPress={() => void fetchNextPage?.()}>
          {t('list.more')}
        </PressButton>
      )}
    </>
  );
}
