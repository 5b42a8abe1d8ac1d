import type { CallOptions, World } from '../world.ts';

export type TemplateChannel = 'sms' | 'call' | 'email';

/** The administrator's calls about the templates of one channel. */
export function templateCalls(w: World, channel: TemplateChannel = 'sms') {
  const path = `/api/v1/templates/${channel}`;
  return {
    path,
    list: (query = '') => w.call('GET', `${path}${query}`),
    create: (body: unknown) => w.call('POST', path, body),
    get: (id: string) => w.call('GET', `${path}/${id}`),
    update: (id: string, body: unknown) => w.call('POST', `${path}/${id}`, body),
    replace: (id: string, body: unknown) => w.call('PUT', `${path}/${id}`, body),
    remove: (id: string) => w.call('DELETE', `${path}/${id}`),
    /** Creates one and gives its id. */
    async made(body: object): Promise<string> {
      const answer = await w.call('POST', path, { name: 'made', ...body });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      return answer.body.id;
    },
  };
}

/** The request of somebody who reads these languages. */
export const reads = (language: string): CallOptions => ({ headers: { 'accept-language': language } });
