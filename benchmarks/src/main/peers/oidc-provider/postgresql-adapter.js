// A table for each kind of thing with only the indexes that it needs, and prepared statements: one round trip for each verb.

import pg from 'pg';

const CONNECTIONS = 8;

const GRANTABLE = ['AccessToken', 'AuthorizationCode', 'RefreshToken'];
const MODELS = [...GRANTABLE, 'Session', 'Grant', 'Interaction', 'ClientCredentials', 'ReplayDetection'];

const table = (model) => `oidc_${model.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()}`;

/** Makes the tables, unless they are there. */
export async function createTables(url) {
  const client = new pg.Client(url);
  await client.connect();
  for (const model of MODELS) {
    const name = table(model);
    await client.query(`CREATE TABLE IF NOT EXISTS ${name} (id text PRIMARY KEY, payload json NOT NULL,
        uid text, grant_id text, expires_at bigint NOT NULL, consumed_at bigint)`);
    if (model === 'Session') {
      await client.query(`CREATE INDEX IF NOT EXISTS ${name}_uid ON ${name} (uid)`);
    }
    if (GRANTABLE.includes(model)) {
      await client.query(`CREATE INDEX IF NOT EXISTS ${name}_grant ON ${name} (grant_id)`);
    }
  }
  await client.end();
}

export function postgresqlAdapters(url) {
  const pool = new pg.Pool({ connectionString: url, min: CONNECTIONS, max: CONNECTIONS, idleTimeoutMillis: 0 });
  return (model) => new PostgresqlAdapter(pool, model);
}

const now = () => Math.floor(Date.now() / 1000);

class PostgresqlAdapter {
  constructor(pool, model) {
    const name = table(model);
    this.statement = (verb, text) => (...values) => pool.query({ name: `${name}_${verb}`, text, values });
    this.save = this.statement('save', `INSERT INTO ${name} (id, payload, uid, grant_id, expires_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE
        SET payload = excluded.payload, uid = excluded.uid, grant_id = excluded.grant_id, expires_at = excluded.expires_at`);
    this.byId = this.statement('find', `SELECT payload, consumed_at FROM ${name} WHERE id = $1 AND expires_at > $2`);
    this.byUid = this.statement('uid', `SELECT payload, consumed_at FROM ${name} WHERE uid = $1 AND expires_at > $2`);
    this.use = this.statement('consume', `UPDATE ${name} SET consumed_at = $2 WHERE id = $1`);
    this.remove = this.statement('destroy', `DELETE FROM ${name} WHERE id = $1`);
    this.revoke = this.statement('revoke', `DELETE FROM ${name} WHERE grant_id = $1`);
  }

  async upsert(id, payload, expiresIn) {
    await this.save(id, JSON.stringify(payload), payload.uid, payload.grantId, now() + expiresIn);
  }

  async find(id) {
    return PostgresqlAdapter.#payload(await this.byId(id, now()));
  }

  async findByUid(uid) {
    return PostgresqlAdapter.#payload(await this.byUid(uid, now()));
  }

  async findByUserCode() {
    return undefined;
  }

  async consume(id) {
    await this.use(id, now());
  }

  async destroy(id) {
    await this.remove(id);
  }

  async revokeByGrantId(grantId) {
    await this.revoke(grantId);
  }

  static #payload({ rows: [row] }) {
    return row && { ...row.payload, ...(row.consumed_at && { consumed: true }) };
  }
}
