"""Django database engine "claims_site.pg": PostgreSQL, privately started by the first connection."""
