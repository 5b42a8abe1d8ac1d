import { scenario } from './scenario.ts';

/** The scenario as a Cloudflare worker: it answers a request for `/?url=…&token=…`. */
// biome-ignore lint/style/noDefaultExport: that is where workerd looks for it
export default {
  async fetch({ url }: Request): Promise<Response> {
    const query = new URL(url).searchParams;
    return Response.json(await scenario(query.get('url') ?? '', query.get('token') ?? ''));
  },
};
