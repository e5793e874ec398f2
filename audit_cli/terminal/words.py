"""The words of the interview's screens; short, since a phone held upright shows 40 letters."""

from typing import Final

from audit_cli.language import _, ngettext, pgettext

NOTE = _("note")
BACK = _("back")
SKIP = _("skip")
KEEP = _("keep")
SAVE = _("save and leave")
GO_ON = _("go on without the clock")
QUESTIONS = _("questions")
UNDO = _("undo")
MORE = _("more")

# The key of each command in each language; digits answer, letters command.
NOTE_KEY: Final = pgettext("key", "n")
BACK_KEY: Final = pgettext("key", "b")
SKIP_KEY: Final = pgettext("key", "s")
SAVE_KEY: Final = pgettext("key", "q")
GO_ON_KEY: Final = pgettext("key", "c")
UNDO_KEY: Final = pgettext("key", "u")
MORE_KEY: Final = pgettext("key", "m")
MARK_KEYS: Final = ("m", "k", "j", "h")

YES = _("Yes")
NO = _("No")
UNSURE = _("Not sure")
NA = _("Does not apply")
NEVER = _("Never: it did not happen")
PENDING = _("Later: not known yet")
WRITE = _("Write it")

BELOW = ngettext("{count} not met", "{count} not met")
CALL = _("call {count}")
LEAVE_HINT = _("Saved. To go on:\n  {program} {command} --resume {id}")
SAVED = _("✓ saved: {answer}")
NOW_IT_IS = _("So far: {answer}")
EXPECTED = _("expected {time}")

WHICH_SITE = _("At which site?")
BEGIN = _("Begin")
UNFINISHED = _("There is an unfinished audit of {moment}: {done} of {total} answered.")
RESUME = _("Go on with it")
NEW = _("Begin a new one")

LOOKING = _("LOOK")
RUNNING = _("RUNNING")
RINGING = _("RINGING")
TALKING = _("ON THE CALL")
CALL_AGAIN = _("Call again")
TRY_AGAIN = _("Try again")
STOP_TRYING = _("Stop: nobody was there")
NOBODY_CAME = ngettext(
    "Nobody at the first attempt. Try again?", "Nobody, in {count} attempts. Try again?"
)

AT_ONCE = _("Put right now")
FIXED = _("Fixed now")
TODAY = _("Due today")
SERIOUS = _("SERIOUS")

RECOGNISED = _("Did anyone recognise you as the boss?")
CLIENT = _("What kind of {client} were you?")
OTHER = _("Other: write it")
AT_THE_END = _("At the end")

REVIEW = _("Review")
ALL_ANSWERED = _("Everything is answered: {done} of {total}. {below}.")
SOME_MISSING = _("Not answered yet: {missing} of {total}.")
FINISH = _("Finish")
ANSWER_MISSING = _("Answer what is missing")
SEE_ANSWERS = _("See the answers")
CHOOSE_ANSWER = _("Which one to correct?")

NOT_SAVED = _("NOT saved")
LEAVE = _("Leave without it")
NOTE_PROMPT = _("Note (Return alone: no note)")
NEW_NOTE_PROMPT = _("New note (Return alone: as it is; - alone: delete it)")
TYPE_NUMBER = _("a number, then Return")
TYPE_NUMBERS = _("numbers, then Return: 1,3")
TYPE_TEXT = _("a text, then Return")
SKIPPED = _("skipped; it comes back at the end")
WANTED = _("{written}? It takes: {wanted}")
NOT_A_KEY = _("{key}? Choose one of these.")
QUIT = _("leave")
