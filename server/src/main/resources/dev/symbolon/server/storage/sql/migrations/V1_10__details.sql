-- What was granted in detail (RFC 9396), API by API: a JSON object, or nothing.
ALTER TABLE authorizations ADD COLUMN details TEXT NOT NULL DEFAULT '';
