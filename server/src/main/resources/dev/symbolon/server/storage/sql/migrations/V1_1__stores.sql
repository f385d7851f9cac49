-- Times are milliseconds since the epoch. Rows with an expires_at are swept once it has passed.
-- ${id} is text that compares octet by octet; ${hot} is how a table is kept that changes often.

CREATE TABLE clients (
    client_id ${id} NOT NULL PRIMARY KEY,
    document TEXT NOT NULL
);

CREATE TABLE apis (
    audience ${id} NOT NULL PRIMARY KEY,
    document TEXT NOT NULL
);

CREATE TABLE users (
    subject ${id} NOT NULL PRIMARY KEY,
    username ${id} NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    disabled INTEGER NOT NULL,
    claims TEXT NOT NULL
);

CREATE TABLE failed_sign_ins (
    subject ${id} NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    failed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) ${hot};

CREATE INDEX failed_sign_ins_expires_at ON failed_sign_ins (expires_at);

CREATE TABLE sessions (
    session_id ${id} NOT NULL PRIMARY KEY,
    subject ${id} NOT NULL,
    authenticated_at BIGINT NOT NULL,
    confirmed_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) ${hot};

CREATE INDEX sessions_subject ON sessions (subject);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

CREATE TABLE consents (
    subject ${id} NOT NULL,
    client_id ${id} NOT NULL,
    document TEXT NOT NULL,
    withdrawn INTEGER NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (subject, client_id)
) ${hot};

CREATE TABLE authorizations (
    authorization_id ${id} NOT NULL PRIMARY KEY,
    client_id ${id} NOT NULL,
    subject ${id} NOT NULL,
    session_id ${id} NOT NULL,
    authenticated_at BIGINT NOT NULL,
    identity_scope TEXT NOT NULL,
    audience TEXT,
    api_scope TEXT NOT NULL,
    generation INTEGER NOT NULL,
    refreshed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended INTEGER NOT NULL
) ${hot};

CREATE INDEX authorizations_subject_client_id ON authorizations (subject, client_id);
CREATE INDEX authorizations_expires_at ON authorizations (expires_at);

-- purpose and generation in one key: of two nodes that make the same key one wins.
CREATE TABLE keys (
    purpose ${id} NOT NULL,
    generation INTEGER NOT NULL,
    active_from BIGINT NOT NULL,
    remove_after BIGINT NOT NULL,
    material TEXT NOT NULL,
    PRIMARY KEY (purpose, generation)
);
