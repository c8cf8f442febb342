"""The border of the program: what no command has worded ends here, with a sentence and exit code 2.

Exit code 1 says "something was found" to a build server, and Python ends with 1 on any error that nobody caught.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import NoReturn

from subsidy_rules.cli.options import HELP_LANG
from subsidy_rules.cli.telling import tell
from subsidy_rules.messages.message import Message, message
from subsidy_rules.model.errors import SubsidyRulesError, system_words

_CLOSED_PIPE = 128 + 13  # as shells tell of SIGPIPE; 0 would say "no changes", 1 "changes"


def run_within(command: Callable[[], object]) -> None:
    """Runs the command line; whatever leaves it other than by an exit code is told on standard error and ends the process with 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that has no Japanese shows escapes and loses nothing
            stream.reconfigure(errors="backslashreplace")
    try:
        command()
        sys.stdout.flush()
    except SystemExit:
        if type(sys.stdout).__name__ == "PacifyFlushWrapper":  # click has met a closed output, and says 1
            _end_unheard()
        raise
    except BrokenPipeError:
        _end_unheard()
    except SubsidyRulesError as error:
        _end(message("Error: {what}", what=error.words(HELP_LANG)))
    except OSError as error:
        where = error.filename or message("the system").say(HELP_LANG)
        _end(
            message(
                "Error: {where}: {why}. Nothing more was done; mend this and run the command again.", where=where, why=system_words(error)
            )
        )
    except UnicodeError as error:
        _end(message("Error: a text is not in the encoding that it should have ({what}). Save it as UTF-8.", what=str(error)))
    except (MemoryError, RecursionError) as error:
        _end(message("Error: the input needs more memory or depth than there is ({what}).", what=type(error).__name__))
    except Exception as error:  # noqa: BLE001 - the last border: a fault of ours must not say "findings" to a build server
        traceback.print_exception(error)
        _end(message("Error: this is a fault of subsidy-rules ({what}). Report it with the lines above.", what=type(error).__name__))


def _end(words: Message) -> NoReturn:
    tell(words.say(HELP_LANG), err=True)
    sys.exit(2)


def _end_unheard() -> NoReturn:
    """The reader of the output has gone (`| head`): nothing is told, and the exit code is that of a program ended by a closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os._exit(_CLOSED_PIPE)
