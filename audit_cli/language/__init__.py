"""The languages of the program: which one, its catalogue, and how numbers and dates are written."""

from audit_cli.language.formats import POINTS as POINTS
from audit_cli.language.formats import WEEKDAYS as WEEKDAYS
from audit_cli.language.formats import Locale as Locale
from audit_cli.language.formats import locale_for as locale_for
from audit_cli.language.formats import plural as plural
from audit_cli.language.messages import ENGLISH as ENGLISH
from audit_cli.language.messages import LANGUAGES as LANGUAGES
from audit_cli.language.messages import Language as Language
from audit_cli.language.messages import Listed as Listed
from audit_cli.language.messages import Message as Message
from audit_cli.language.messages import Sentence as Sentence
from audit_cli.language.messages import _ as _
from audit_cli.language.messages import environment_locale as environment_locale
from audit_cli.language.messages import language_named as language_named
from audit_cli.language.messages import ngettext as ngettext
from audit_cli.language.messages import pgettext as pgettext
from audit_cli.language.texts import Text as Text
from audit_cli.language.texts import printable as printable
from audit_cli.language.texts import printable_json as printable_json
