-- A number that whoever begins an authorization draws: so they know their own work again when a connection was lost meanwhile.
ALTER TABLE authorizations ADD COLUMN attempt BIGINT NOT NULL DEFAULT 0;
