"""Departments and staff of the city, and who may sign in."""

from oversight.people.departments import DepartmentRow
from oversight.people.door_pins import DoorPinsService, PinBlockedError, WrongPinError
from oversight.people.pin_rows import MOST_FAILURES, PinStanding
from oversight.people.pin_rules import LONGEST, SHORTEST, check_new_pin
from oversight.people.service import PeopleService, StaffDraft, StaffRow

__all__ = [
    "LONGEST",
    "MOST_FAILURES",
    "SHORTEST",
    "DepartmentRow",
    "DoorPinsService",
    "PeopleService",
    "PinBlockedError",
    "PinStanding",
    "StaffDraft",
    "StaffRow",
    "WrongPinError",
    "check_new_pin",
]
