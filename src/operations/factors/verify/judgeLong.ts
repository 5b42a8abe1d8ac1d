import type { Context } from '../../../domain/factors/context.ts';
import { type Decision, refuse } from '../../../domain/factors/decision.ts';
import type { Factor } from '../../../domain/factors/factor.ts';
import { type Fault, fault } from '../../../domain/values/fault.ts';
import type { Write } from '../../../store/change.ts';
import type { Services } from '../../shared/services.ts';
import type { LoadedFactor } from '../loadFactor.ts';
import type { PaidAnswer } from './payForAnswer.ts';

/** The time for which the first half of a long proof is kept: messages that nobody answers are up to 24 hours apart. */
const HALF_FOR = Temporal.Duration.from({ hours: 25 });
/** In the place of a half where none was shown, so that both are kept alike. */
const NONE = -1;

/** Judges answers of a requester whose short ones are used up. */
export interface LongJudge {
  judge(loaded: LoadedFactor, answer: unknown, context: Context): Decision<unknown>;
  /** The writes of a refusal: the half that was shown last, or none, of one requester. */
  readonly onRefusal: () => readonly Write[];
}

/**
 * Takes what the requester has shown of a long proof, so that no other request can go on from it, and judges what comes
 * now. Requesters with a name have their half kept here. Nobody has none: their half is sealed in the `stateToken` of
 * the refusal, which comes back with the second call. Right half or wrong, the refusal is the same.
 */
export async function createLongJudge(
  services: Services,
  { factor }: LoadedFactor,
  { who, long }: PaidAnswer & { readonly long: NonNullable<PaidAnswer['long']> },
  stateToken: unknown,
  now: Temporal.Instant,
): Promise<LongJudge> {
  const key = `half:${factor.id}@${who.name}`;
  const kept =
    who.name === '' ? openHalf(services, factor, stateToken, now) : await services.store.limits.takeNote(key, now);
  const first = kept === NONE ? undefined : kept;
  const until = now.add(HALF_FOR);
  let shown = NONE;
  return {
    judge({ kind, view }, answer, context) {
      const verdict = kind.answers?.short?.verifyLong(view, answer as never, context, first);
      if (verdict && 'ok' in verdict) return verdict;
      shown = verdict?.half ?? NONE;
      const token = sealHalf(services, factor, who.name === '' ? shown : NONE, until);
      const refused: Fault =
        long.pause?.because(long.wanted) ??
        fault('invalidPasscode')
          .because(long.wanted)
          .hinting({ perAddress: who.name !== '' });
      // The pause is heard as ever, and costs the database nothing.
      if (long.pause) throw refused.hinting({ stateToken: token });
      return refuse(refused.hinting({ stateToken: token }), 'LONG_PROOF_WANTED');
    },
    onRefusal: () => (who.name === '' ? [] : [{ do: 'remember', key, until, note: shown }]),
  };
}

/** A token that looks the same, and is as long, whatever is in it. */
const sealHalf = ({ seals }: Services, { id }: Factor, half: number, until: Temporal.Instant): string =>
  seals.seal([String(half).padStart(10, '0'), until.epochMilliseconds], halfOf(id));

/** The half in a token of this factor's; whatever else a caller sends is as good as nothing. */
function openHalf({ seals }: Services, { id }: Factor, token: unknown, now: Temporal.Instant): number | undefined {
  if (typeof token !== 'string' || token.length > MOST_TOKEN) return undefined;
  try {
    const [half, untilMs] = seals.open(token, halfOf(id)) as [string, number];
    const lives = now.epochMilliseconds < untilMs && untilMs <= now.add(HALF_FOR).epochMilliseconds + SKEW_MS;
    return lives ? Number(half) : undefined;
  } catch {
    return undefined;
  }
}

const halfOf = (factorId: string): string => `half of a long proof ${factorId}`;
const MOST_TOKEN = 512;
const SKEW_MS = 60_000;
