import type { User } from '../../domain/users/user.ts';
import { Fault } from '../../domain/values/fault.ts';
import type { Services } from '../shared/services.ts';
import { type Asking, findUser } from '../users/findUser.ts';

/** Whose messages are looked at: a user of ours, or one of an Okta org whose hook we are, known by messages alone. */
export interface Subject {
  readonly userId: string;
  readonly user?: User;
}

/** Finds the subject a path names; 404 when nobody knows of it. */
export async function messageSubject(services: Pick<Services, 'store'>, ref: string, caller: Asking): Promise<Subject> {
  try {
    const user = await findUser(services, ref, caller);
    return { userId: user.id, user };
  } catch (error) {
    if (!(error instanceof Fault) || ref === '' || ref === 'me') throw error;
    if ((await services.store.messages.page(ref, { limit: 1 })).length === 0) throw error;
    return { userId: ref };
  }
}
