"""Departments and staff of the city, and who may sign in."""

from oversight.people.departments import DepartmentRow
from oversight.people.service import PeopleService, StaffDraft, StaffRow

__all__ = ["DepartmentRow", "PeopleService", "StaffDraft", "StaffRow"]
