// Keeps everything in maps. The library's own memory adapter is made for trying it out: it forgets all but the newest entries.

const SWEEP_MILLISECONDS = 5_000;

const now = () => Math.floor(Date.now() / 1000);

export function memoryAdapters() {
  const stores = [];
  const timer = setInterval(() => stores.forEach((store) => store.sweep()), SWEEP_MILLISECONDS);
  timer.unref();
  return (model) => {
    const store = new MemoryAdapter(model);
    stores.push(store);
    return store;
  };
}

class MemoryAdapter {
  #rows = new Map();
  #byUid = new Map();
  #byGrant = new Map();
  #grantable;

  constructor(model) {
    this.#grantable = ['AccessToken', 'AuthorizationCode', 'RefreshToken'].includes(model);
    this.session = model === 'Session';
  }

  async upsert(id, payload, expiresIn) {
    this.#rows.set(id, { payload, expires: now() + expiresIn });
    if (this.session) {
      this.#byUid.set(payload.uid, id);
    }
    if (this.#grantable && payload.grantId) {
      const ids = this.#byGrant.get(payload.grantId);
      if (ids) {
        ids.add(id);
      } else {
        this.#byGrant.set(payload.grantId, new Set([id]));
      }
    }
  }

  async find(id) {
    const row = this.#rows.get(id);
    return row && row.expires > now() ? row.payload : undefined;
  }

  async findByUid(uid) {
    const id = this.#byUid.get(uid);
    return id && this.find(id);
  }

  async findByUserCode() {
    return undefined;
  }

  async consume(id) {
    const row = this.#rows.get(id);
    if (row) {
      row.payload.consumed = now();
    }
  }

  async destroy(id) {
    this.#forget(id);
  }

  async revokeByGrantId(grantId) {
    for (const id of this.#byGrant.get(grantId) ?? []) {
      this.#rows.delete(id);
    }
    this.#byGrant.delete(grantId);
  }

  // What is oldest comes first and lives as long as what follows, so the first that still lives ends the sweep.
  sweep() {
    const limit = now();
    for (const [id, row] of this.#rows) {
      if (row.expires > limit) {
        return;
      }
      this.#forget(id);
    }
  }

  #forget(id) {
    const row = this.#rows.get(id);
    if (!row) {
      return;
    }
    this.#rows.delete(id);
    this.#byUid.delete(row.payload.uid);
    const ids = this.#byGrant.get(row.payload.grantId);
    ids?.delete(id);
    if (ids?.size === 0) {
      this.#byGrant.delete(row.payload.grantId);
    }
  }
}
