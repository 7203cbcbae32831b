"""What lies in the store: tables, constraints and migrations. Imports SQLAlchemy and nothing above it.

The package itself imports nothing, so that the words of ``models.marks`` cost no start-up time;
``models.tables`` knows every table.
"""
