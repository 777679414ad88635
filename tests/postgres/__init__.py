"""PostgreSQL: a server for the tests, and what must hold there beside everything that holds on SQLite."""
