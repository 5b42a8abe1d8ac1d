import type { Channel } from '../../domain/messages/message.ts';
import type { MessageTemplate } from '../../domain/templates/template.ts';
import type { Engine, Row } from '../engine.ts';
import { instant, text } from '../shared/columns.ts';
import type { TemplateReads } from '../store.ts';
import type { Writers } from '../writers.ts';

const columns = 'channel, id, document, created_at, updated_at, version';

export function templateReads(engine: Engine): TemplateReads {
  return {
    async byId(channel, id) {
      const [row] = await engine.read({
        text: `select ${columns} from message_templates where channel = $1 and id = $2`,
        values: [channel, id],
      });
      return row && toTemplate(row);
    },
    async list(channel) {
      const rows = await engine.read({
        text: `select ${columns} from message_templates where channel = $1 order by created_at, id`,
        values: [channel],
      });
      return rows.map(toTemplate);
    },
  };
}

export const templateWrites: Writers<'insertTemplate' | 'saveTemplate' | 'removeTemplate'> = {
  *insertTemplate({ template }) {
    const { channel, id, created, lastUpdated } = template;
    yield {
      text: `insert into message_templates (${columns}) values ($1, $2, $3, $4, $5, 1)`,
      values: [channel, id, documentOf(template), text(created), text(lastUpdated)],
    };
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

type Document = Pick<MessageTemplate, 'name' | 'texts' | 'translations'>;

const documentOf = ({ name, texts, translations }: MessageTemplate): string =>
  JSON.stringify({ name, texts, translations } satisfies Document);

function toTemplate(row: Row): MessageTemplate {
  return {
    id: row.id as string,
    channel: row.channel as Channel,
    ...(JSON.parse(row.document as string) as Document),
    created: instant(row.created_at),
    lastUpdated: instant(row.updated_at),
    version: Number(row.version),
  };
}
