import type { Factor } from '../../domain/factors/factor.ts';
import { readBack } from './loadFactor.ts';

/** The part of a factor's state that is no secret: its public face, and the names of the devices that answer for it. */
export function shownState(factor: Factor): object {
  const { kind, view } = readBack(factor);
  const devices = kind.devices?.list(view.state).map(({ id, name, platform, version, added }) => ({
    ...{ id, name, platform, version, added },
  }));
  const profile = kind.profile(view.state as never, factor.status);
  return { ...(profile !== undefined && { profile }), ...(devices && { devices }) };
}
