"""Blank checklists on paper: what is printed of an edition, alone or for an inspection."""

from oversight.blank_checklists.contents import BlankHead, BlankWish, blank_data
from oversight.blank_checklists.service import PrintedChecklists

__all__ = ["BlankHead", "BlankWish", "PrintedChecklists", "blank_data"]
