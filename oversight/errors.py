"""The world's failures: each says what happened, what was kept and what to do.

A failure of the world (a full disk, a wrong passphrase, a form that cannot be read) is an
``OversightError``: its text is shown to the user as it stands. Anything else that is raised is our
own bug and goes to the crash report. Texts hold no personal data, no paths of people's folders and
no digits of an Individual Number.
"""

from __future__ import annotations

from typing_extensions import override

from oversight.words import _


class OversightError(Exception):
    """Say what happened and, in ``remedy``, what the user can do about it."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy

    @override
    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()


class RefusedError(OversightError):
    """The deed breaks a rule of the office; nothing was written.

    ``field`` names the input the sentence is about, so that a window can point at it.
    """

    def __init__(self, sentence: str, remedy: str = "", *, field: str = "") -> None:
        super().__init__(sentence, remedy)
        self.field = field


class NotPermittedError(OversightError):
    """The acting person's role does not allow the deed."""


class NotFoundError(OversightError):
    """No row carries the identifier asked for."""


class ChangedMeanwhileError(OversightError):
    """Another window or machine changed the row first; nothing was written."""


class VaultError(OversightError):
    """The vault cannot be created, opened or changed."""


class DamagedHeaderError(VaultError):
    """``vault.json`` is not what was written; the one before it may be put back."""


class WrongPassphraseError(VaultError):
    """The passphrase opens no slot of that name."""


class StoreError(OversightError):
    """The store cannot be read or written: damaged, full, read-only, newer than the program."""


class StoppedError(OversightError):
    """The user stopped long work; nothing was written."""

    def __init__(self) -> None:
        super().__init__(_("途中で止めました。"), _("何も変更していません。"))
