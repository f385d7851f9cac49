-- Applications that have registered themselves. What they are like stands in clients.
CREATE TABLE registrations (
    client_id ${id} NOT NULL PRIMARY KEY,
    token_digest TEXT NOT NULL,
    registered_at BIGINT NOT NULL
);
