"""The last screens of an interview: facts about the audit itself, the review, corrections."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from audit_cli.language import Message
from audit_cli.reports.wording import CLIENTS, capital
from audit_cli.terminal import words
from audit_cli.terminal.screens import Screen

if TYPE_CHECKING:
    from audit_cli.terminal.interviewer import Interviewer

_PAGE: Final = 7  # answers on a screen of 14 lines
_METADATA: Final[dict[str, tuple[tuple[str, Message], ...]]] = {
    "recognised": (("yes", words.YES), ("no", words.NO), ("unsure", words.UNSURE)),
    "client": (*CLIENTS.items(), ("", words.OTHER)),
}


@dataclass
class EndingScreens:
    """Leads what comes after the last question."""

    leader: "Interviewer"

    def metadata(self, name: str) -> None:
        """Ask one of the facts about the audit itself."""
        choices = _METADATA[name]
        options = [
            (str(n), capital(self.leader.say(label)))
            for n, (_, label) in enumerate(choices, start=1)
        ]
        prompt = self.leader.say(words.RECOGNISED if name == "recognised" else words.CLIENT)
        screen = Screen(
            title=self.leader.say(words.AT_THE_END),
            status=self.leader.status(),
            body=[prompt],
            options=options,
            commands=[
                self.leader.command(words.SKIP_KEY, words.SKIP),
                self.leader.command(words.SAVE_KEY, words.SAVE),
            ],
        )
        reply = self.leader.ask(lambda: screen)
        if reply == self.leader.say(words.SKIP_KEY):
            self.leader.interview.skip()
            return
        chosen = dict(zip((key for key, _ in options), choices, strict=True)).get(reply)
        said = {self.leader.say(label).lower(): value for value, label in choices if value}
        value = chosen[0] if chosen else said.get(reply.lower(), "")
        if chosen and not value:
            value = self.leader.written(prompt)
        elif not chosen and name == "client":
            value = value or reply
        if value:
            shown = self.leader.say(chosen[1]) if chosen and chosen[0] else value
            self.leader.store(self.leader.interview.describe(name, value, self.leader.now()), shown)
        elif not chosen:
            self.leader.hint = self.leader.say(words.NOT_A_KEY, key=reply)

    def review(self) -> None:
        """Look everything over, answer what is missing, and finish."""
        missing = len(self.leader.interview.missing())
        done, total = self.leader.interview.progress()
        below = self.leader.interview.below()
        said = self.leader.say(words.BELOW, count=below)
        body = (
            self.leader.say(words.SOME_MISSING, missing=missing, total=total)
            if missing
            else self.leader.say(words.ALL_ANSWERED, done=done, total=total, below=said)
        )
        first = words.ANSWER_MISSING if missing else words.FINISH
        screen = Screen(
            title=self.leader.say(words.REVIEW),
            status=self.leader.status(),
            body=[body],
            options=[
                ("1", self.leader.say(first)),
                ("2", self.leader.say(words.SEE_ANSWERS)),
            ],
            commands=[
                self.leader.command(words.BACK_KEY, words.BACK),
                self.leader.command(words.SAVE_KEY, words.SAVE),
            ],
        )
        reply = self.leader.ask(lambda: screen)
        if reply == "1" and missing:
            self.leader.interview.ask_skipped()
        elif reply == "1":
            self.leader.store(self.leader.interview.finish(self.leader.now()))
        elif reply == "2":
            self._see_answers()
        elif reply == self.leader.say(words.BACK_KEY):
            self.leader.interview.back()
        else:
            self.leader.hint = self.leader.say(words.NOT_A_KEY, key=reply)

    def _see_answers(self) -> None:
        asked = [i for i, a in self.leader.interview.answers.items() if a.status != "not_asked"]
        for first in range(0, len(asked), _PAGE):
            page = asked[first : first + _PAGE]
            reply = self.leader.ask(lambda page=page: self._answers_screen(page))  # type: ignore[misc]
            if re.fullmatch("[0-9]", reply) and 0 < int(reply) <= len(page):
                self.leader.interview.go_to(page[int(reply) - 1])
                return
            if reply == self.leader.say(words.BACK_KEY):
                return

    def _answers_screen(self, page: Sequence[str]) -> Screen:
        width = 34  # what 40 columns leave beside the key
        options = []
        for number, identifier in enumerate(page, start=1):
            question = self.leader.interview.checklist.questions[identifier]
            shown = self.leader.words(question, self.leader.interview.answers[identifier])[:14]
            ask = question.ask.say(self.leader.locale.language)
            room = width - len(shown) - 1
            ask = ask if len(ask) <= room else ask[: room - 1] + "…"
            options.append((str(number), f"{ask.ljust(room)} {shown}"))
        return Screen(
            title=self.leader.say(words.CHOOSE_ANSWER),
            options=options,
            commands=[
                self.leader.command(words.MORE_KEY, words.MORE),
                self.leader.command(words.BACK_KEY, words.BACK),
            ],
        )
