import { type Kysely, sql } from 'kysely';

interface Kept {
  readonly key: string;
  readonly tokenLifetimeInMinutes?: number;
  readonly channelBinding?: string;
}
interface Document {
  readonly authenticators: readonly Kept[];
  readonly policy: { readonly form: string; readonly entries?: readonly { readonly name: string }[] };
}

/**
 * The settings of authenticators become one member, so that there is room for all that Okta takes, and U2F gets the key it
 * has at Okta: `security_key`, in its own row and in a policy that names authenticators. In the older form of a policy
 * `fido_u2f` is the name of a factor and stays. Processes of the version before must not run any more: they would add
 * an authenticator `fido_u2f`, switched on, and forget `tokenLifetimeInMinutes` and `channelBinding`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ document: string }>`select document from enrollment_settings where id = 1`.execute(db);
  for (const { document } of rows) {
    const after = JSON.stringify(converted(JSON.parse(document)));
    await sql`update enrollment_settings set version = version + 1, document = ${after} where id = 1`.execute(db);
  }
}

function converted({ authenticators, policy, ...rest }: Document): Document {
  const entries =
    policy.form === 'AUTHENTICATORS'
      ? policy.entries?.map((entry) => ({ ...entry, name: key(entry.name) }))
      : policy.entries;
  return {
    ...rest,
    authenticators: authenticators.map(withSettings),
    policy: { ...policy, ...(entries && { entries }) },
  };
}

function withSettings({ tokenLifetimeInMinutes, channelBinding, ...own }: Kept) {
  const settings = {
    ...(tokenLifetimeInMinutes !== undefined && { tokenLifetimeInMinutes }),
    ...(channelBinding !== undefined && { channelBinding: { style: 'NUMBER_CHALLENGE', required: channelBinding } }),
  };
  return { ...own, key: key(own.key), ...(Object.keys(settings).length > 0 && { settings }) };
}

const key = (name: string): string => (name === 'fido_u2f' ? 'security_key' : name);
