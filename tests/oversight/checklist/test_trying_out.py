"""A draft is tried out: facts and answers show what is asked, and what cannot be tried says why."""

from __future__ import annotations

import datetime as dt

from oversight.checklist import edition_from_document
from oversight.checklist.half_written import edition_around
from oversight.checklist.told_notes import Loss, ToldNote
from oversight.checklist.trial import names_asked, try_out
from tests.oversight.checklist.conftest import document_with, item

TODAY = dt.date(2026, 11, 24)


def test_what_is_asked_follows_the_facts() -> None:
    edition = edition_from_document(document_with(item("A-01"), item("A-02", "${特定個人情報} = 'yes'")))
    assert try_out(edition, {"特定個人情報": "yes"}, {}, TODAY).asked == {"A-01", "A-02"}
    assert try_out(edition, {"特定個人情報": "no"}, {}, TODAY).asked == {"A-01"}


def test_what_cannot_be_tried_asks_everything_and_says_why() -> None:
    edition = edition_from_document(document_with(item("A-01"), item("A-02", "${無い} = 'yes'")))
    tried = try_out(edition, {}, {}, TODAY)
    assert tried.asked == {"A-01", "A-02"}
    assert "無い" in tried.wrong


def test_what_conditions_speak_of_is_offered_facts_first_and_in_order() -> None:
    document = document_with(
        item("A-01"),
        item("A-02"),
        item("A-03", "${A-02} = 'conforming' and ${A-01} = '' and ${検査方法} = 'paper' and ${無い} = 1"),
        item("A-04", "${特定個人情報} = 'yes'"),
    )
    assert names_asked(edition_from_document(document)) == ("特定個人情報", "検査方法", "A-01", "A-02")


def test_around_an_expression_stand_only_the_items_it_speaks_of() -> None:
    document = document_with(item("A-01"), item("A-02"), item("A-03"))
    edition = edition_around(document, "${A-02} = 'conforming' and ${特定個人情報} = 'yes'")
    assert [one.id for one in edition.items] == ["A-02"]
    assert edition.find_fact("特定個人情報") is not None


def test_a_note_is_the_same_after_a_draft_has_kept_it() -> None:
    note = ToldNote(Loss.DROPPED, "survey", 5, "where", "位置を答える質問は取り込みません。")
    assert ToldNote.from_kept(note.as_kept()) == note
