import type { Answer, CallOptions, World } from '../world.ts';
import type { Holder } from './holder.ts';

export type HolderCalls = ReturnType<typeof holderCalls>;

/** The calls of somebody with one factor, whatever its kind; `see` is shown every reply. */
export function holderCalls(w: World, userId: string, holder: Holder, see: (answer: Answer) => void) {
  const { request, query = '' } = holder;
  const factors = `/api/v1/users/${userId}/factors`;
  const call = async (...args: Parameters<World['call']>) => {
    const answer = await w.call(...args);
    see(answer);
    return answer;
  };
  type Given = Readonly<Record<string, string>>;
  return {
    enroll: () => call('POST', `${factors}${query}`, request),
    list: () => call('GET', `${factors}?extensions=true`),
    catalog: () => call('GET', `${factors}/catalog?extensions=true`),
    get: (id: string) => call('GET', `${factors}/${id}`),
    activate: (id: string, answer: Given, options?: CallOptions) =>
      call('POST', `${factors}/${id}/lifecycle/activate`, answer, options),
    async challenge(id: string) {
      const answer = await call('POST', `${factors}/${id}/verify`);
      holder.challenged?.(answer.body);
      return answer;
    },
    verify: (id: string, answer: Given, options?: CallOptions) =>
      call('POST', `${factors}/${id}/verify`, answer, options),
    remove: (id: string) => call('DELETE', `${factors}/${id}`),
  };
}
