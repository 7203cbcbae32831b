"""Devices at the door (持込機器) in the window: permits to bring one in."""
