-- Which node does what one node is to do at a time, and until when that is its own.
CREATE TABLE leases (
    name ${id} NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    held_until BIGINT NOT NULL
);
