"""The workspace file: tables, schema steps, repository. ORM rows never leave this package."""
