import type { Requester } from '../../domain/budgets/requester.ts';
import type { Hasher, HashingPlace, Passwords } from '../../domain/users/passwords.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';

/** The requests that may hash or wait for it, for each hash that is made at once: about two seconds of work. */
const PLACES_EACH = 128;
const [LEAST_SECONDS, MOST_SECONDS] = [2, 30];
/** The hashes of one second, for each that is made at once, as far as those who have to come back are told. */
const A_SECOND = PLACES_EACH / 2;

type Line = 'known' | 'others';

/** A place, and the line that its work waits in. */
interface Place extends HashingPlace {
  readonly line: Line;
}

/**
 * Makes so many hashes at once and lets the rest wait, for at most `PLACES_EACH` requests a hash; beyond these a request
 * is told 503. Known requesters and administrators wait in one line, everybody else in another that has at most half of
 * the places, and the lines take turns: no crowd keeps an owner from being looked at soon. Those who are sent away are told
 * different seconds, so many to each as there are hashes in it: a crowd does not come back as one.
 */
export function createPasswordQueue(hasher: Hasher, atOnce: number): Passwords {
  const most = { all: PLACES_EACH * atOnce, others: (PLACES_EACH * atOnce) / 2 };
  const taken = { known: 0, others: 0 };
  const waiting: Record<Line, (() => void)[]> = { known: [], others: [] };
  let running = 0;
  let turn: Line = 'known';
  /** Those who were sent away and whose second has not come, by the hashes since. */
  let sentAway = 0;

  const busy = () => {
    const seconds = Math.min(MOST_SECONDS, LEAST_SECONDS + Math.floor(sentAway / (A_SECOND * atOnce)));
    sentAway += 1;
    return comeBack(seconds);
  };

  const reserve = (standing: Requester['standing']): Place => {
    const line = standing === 'known' ? 'known' : 'others';
    if (taken.known + taken.others >= most.all || (line === 'others' && taken.others >= most.others)) throw busy();
    taken[line] += 1;
    let left = false;
    return {
      line,
      leave() {
        if (!left) taken[line] -= 1;
        left = true;
      },
    };
  };

  const next = () => {
    const other = turn === 'known' ? 'others' : 'known';
    const begin = waiting[turn].shift() ?? waiting[other].shift();
    turn = other;
    sentAway = Math.max(0, sentAway - 1);
    if (begin) return begin();
    running -= 1;
    if (running === 0) sentAway = 0;
  };

  const inTurn = async <T>(place: HashingPlace | undefined, work: () => Promise<T>): Promise<T> => {
    const own = place ? undefined : reserve('known');
    const { line } = (place ?? own) as Place;
    try {
      // A hash that ends hands its turn on, so `running` counts the one that begins already.
      if (running < atOnce) running += 1;
      else await new Promise<void>((resolve) => waiting[line].push(resolve));
      try {
        return await work();
      } finally {
        next();
      }
    } finally {
      own?.leave();
    }
  };

  return {
    reserve,
    load: () => ({ length: taken.known + taken.others, limit: most.all }),
    hash: (password, place) => inTurn(place, () => hasher.hash(password)),
    matches: (known, password, place) => inTurn(place, () => hasher.matches(known, password)),
  };
}

const comeBack = (seconds: number): Fault =>
  fault('unavailable')
    .because(`Too many passwords are being checked at this moment. Repeat the request in ${seconds} seconds.`)
    .hinting({ reason: 'BUSY', retryAfterSeconds: seconds });
