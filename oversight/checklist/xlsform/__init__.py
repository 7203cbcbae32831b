"""XLSForm in and out: an edition of the checklist as a form of ODK, KoBo and the like, and back.

What becomes of each part of a form stands in docs/checklists.md#xlsform.

Importing this costs little: pyxform and the readers and writers of workbooks load on first use.
"""

from oversight.checklist.xlsform.notes import FormNote, FormRefusedError, NoteKind
from oversight.checklist.xlsform.reading import FormRead, looks_like_xlsform, read_xlsform
from oversight.checklist.xlsform.writing import FormWritten, write_xlsform

__all__ = [
    "FormNote",
    "FormRead",
    "FormRefusedError",
    "FormWritten",
    "NoteKind",
    "looks_like_xlsform",
    "read_xlsform",
    "write_xlsform",
]
