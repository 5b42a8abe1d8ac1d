import type { MessageTemplate } from '../../domain/templates/template.ts';
import type { Engine } from '../engine.ts';
import type { RowOf } from '../schema/table.ts';
import { messageTemplates } from '../schema/templates.ts';
import { instant, text } from '../shared/columns.ts';
import { allColumns, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { TemplateReads } from '../store.ts';
import type { Writers } from '../writers.ts';

const all = allColumns(messageTemplates);
const byId = select(all, 'from message_templates where channel = $1 and id = $2');
const list = select(all, 'from message_templates where channel = $1 order by created_at, id');

/** Reads of the texts that administrators wrote. */
export function templateReads(engine: Engine): TemplateReads {
  return {
    async byId(channel, id) {
      const [row] = await read(engine, byId, [channel, id]);
      return row && toTemplate(row);
    },
    list: async (channel) => (await read(engine, list, [channel])).map(toTemplate),
  };
}

const insertTemplateText = insertText(messageTemplates);

/** Writes of the texts that administrators wrote. */
export const templateWrites: Writers<'insertTemplate' | 'saveTemplate' | 'removeTemplate'> = {
  *insertTemplate({ template }) {
    const row = {
      channel: template.channel,
      id: template.id,
      document: documentOf(template),
      created_at: text(template.created),
      updated_at: text(template.lastUpdated),
      version: 1,
    };
    yield { text: insertTemplateText, values: valuesOf(messageTemplates, row) };
    return 'done';
  },

  /** `stale` when another request has changed or removed it. */
  *saveTemplate({ template }) {
    const { channel, id, lastUpdated, version } = template;
    const saved = yield {
      text: `update message_templates set document = $1, updated_at = $2, version = version + 1
        where channel = $3 and id = $4 and version = $5 returning id`,
      values: [documentOf(template), text(lastUpdated), channel, id, version],
    };
    return saved.length === 0 ? 'stale' : 'done';
  },

  *removeTemplate({ channel, id }) {
    const removed = yield {
      text: 'delete from message_templates where channel = $1 and id = $2 returning id',
      values: [channel, id],
    };
    return removed.length === 0 ? 'stale' : 'done';
  },
};

type Document = Pick<MessageTemplate, 'name' | 'type' | 'texts' | 'translations'>;

const documentOf = ({ name, type, texts, translations }: MessageTemplate): string =>
  JSON.stringify({ name, ...(type !== undefined && { type }), texts, translations } satisfies Document);

function toTemplate(row: RowOf<typeof messageTemplates>): MessageTemplate {
  return {
    id: row.id,
    channel: row.channel,
    ...(JSON.parse(row.document) as Document),
    created: instant(row.created_at),
    lastUpdated: instant(row.updated_at),
    version: row.version,
  };
}
