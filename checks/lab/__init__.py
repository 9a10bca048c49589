"""The what-if lab: a private PostgreSQL with production's schema and statistics, and no row of its data."""
