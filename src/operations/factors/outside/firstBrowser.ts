import type { Limit } from '../../../domain/budgets/budgets.ts';
import type { Services } from '../../shared/services.ts';
import type { OpenPage } from './outsidePage.ts';
import { AT_SERVICE } from './pageVisit.ts';

const PURPOSE = 'pages that a browser has opened first';
/** Pages that one browser has open side by side; the oldest are forgotten. */
const MOST_PAGES = 5;

type Opened = Pick<OpenPage, 'transaction'>;

/**
 * Opens the page of a question: it belongs to the browser that opens it first, on any process, for whoever has seen its address
 * over somebody's shoulder must not go on with it. `sealed` is what the browser showed, and the result what it is to keep;
 * undefined where the page is another browser's.
 */
export async function openFirst(
  services: Pick<Services, 'seals' | 'store' | 'now'>,
  { transaction: { id } }: Opened,
  sealed: string | undefined,
): Promise<string | undefined> {
  const known = pagesIn(services, sealed);
  if (sealed !== undefined && known.includes(id)) return sealed;
  const once: Limit = {
    key: `opening:${id}`,
    rule: { type: 'window', max: 1, per: AT_SERVICE },
    error: 'tooManyRequests',
  };
  const { ok } = await services.store.limits.spend([once], services.now());
  return ok ? services.seals.seal([id, ...known].slice(0, MOST_PAGES), PURPOSE) : undefined;
}

/** Whether a browser is the one that has opened the page of a question first. */
export const isFirstBrowser = (
  services: Pick<Services, 'seals'>,
  { transaction }: Opened,
  sealed: string | undefined,
) => pagesIn(services, sealed).includes(transaction.id);

function pagesIn({ seals }: Pick<Services, 'seals'>, sealed: string | undefined): readonly string[] {
  if (sealed === undefined) return [];
  try {
    return seals.open(sealed, PURPOSE) as readonly string[];
  } catch {
    return [];
  }
}
