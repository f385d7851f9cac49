-- The name that tokens know a session by; empty for those of a version before, whose name is their id.
ALTER TABLE sessions ADD COLUMN sid ${id} NOT NULL DEFAULT '';

-- Which clients have got tokens in a session without an authorization that says so.
CREATE TABLE session_clients (
    sid ${id} NOT NULL,
    client_id ${id} NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (sid, client_id)
) ${hot};

CREATE INDEX session_clients_expires_at ON session_clients (expires_at);

-- What clients are still to hear of sessions that are over, and when that is tried next.
CREATE TABLE logout_deliveries (
    sid ${id} NOT NULL,
    client_id ${id} NOT NULL,
    subject ${id} NOT NULL,
    attempts INTEGER NOT NULL,
    due_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (sid, client_id)
) ${hot};

CREATE INDEX logout_deliveries_due_at ON logout_deliveries (due_at);
CREATE INDEX logout_deliveries_expires_at ON logout_deliveries (expires_at);
