import { has, is } from '../driver/wanted.ts';
import type { World } from '../driver/world.ts';
import type { Fixture } from './fixture.ts';

/** A push that nobody has activated yet, and the ends of one: one that was denied, and one that was taken back. */
export async function pushFixtures(world: World, userId: string): Promise<readonly Fixture[]> {
  const factors = `/api/v1/users/${userId}/factors`;
  const { id: factorId } = await world.must('POST', factors, { factorType: 'push', provider: 'OKTA' });
  const waiting = await world.call('POST', `${factors}/${factorId}/lifecycle/activate`);
  await world.must('POST', '/dev/devices', { type: 'phone', userId, factorId, behaviour: 'silent' });
  const ask = async () => (await world.must('POST', `${factors}/${factorId}/verify`))._links.poll.href as string;
  const cancelled = await ask();
  await world.call('DELETE', cancelled);
  const denied = await ask();
  const [device] = await world.must('GET', '/dev/devices');
  await world.must('POST', `/dev/devices/${device.id}/answer`, { decision: 'DENY' });

  const call = { operation: 'getFactorTransactionStatus', path: { userId, factorId, transactionId: 'v2mst' } };
  const rejected = await world.call('GET', denied);
  const gone = await world.call('GET', cancelled);
  const { factor: _, ..._links } = gone.body._links;
  const activate = { operation: 'activateFactor', path: { userId, factorId } };
  return [
    { subject: 'push poll', call: activate, reply: waiting, wanted: has() },
    { subject: 'REJECTED', call, reply: rejected, wanted: is('factorResult', 'REJECTED') },
    // Without the link to the factor, which is a quirk of its own.
    { subject: 'CANCELLED', call, reply: { ...gone, body: { ...gone.body, _links } }, wanted: ended },
  ];
}

/** The SDKs for Java say in their own word that they do not know CANCELLED, and others are told that it was REJECTED. */
const ended = {
  value: (value: { factorResult?: string } | undefined) =>
    ['CANCELLED', 'REJECTED', 'unknown_default_open_api'].includes(value?.factorResult ?? '')
      ? undefined
      : `it is ${value?.factorResult}`,
};
