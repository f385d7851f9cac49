-- What may be used once alone. Whoever claims a row draws a number, by which they know their own work again when a connection was lost meanwhile.
CREATE TABLE used_assertions (
    assertion_hash ${id} NOT NULL PRIMARY KEY,
    attempt BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) ${hot};

CREATE INDEX used_assertions_expires_at ON used_assertions (expires_at);
