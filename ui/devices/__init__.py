"""The windows of devices at the door: areas and what holds there, visits, permits."""
