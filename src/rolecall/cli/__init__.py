"""The command line: everything the pages do, for terminals and scripts."""

import logging
import sys

from rolecall.ports import RoleCallError


def main(arguments: list[str] | None = None) -> None:
    """Runs one command and exits: 0 done, 1 a check did not hold, 2 wrong use or bad input."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Runs one command; every error users can mend is one line on stderr."""
    import typer

    from rolecall.cli.commands import command_line

    # Set before a library does: some turn on INFO for everybody, and then every address called is printed.
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        status = command_line()(args=arguments or ["--help"], prog_name="rolecall", standalone_mode=False)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        hint = f" (see `{context.command_path} --help`)" if context else ""
        print(f"rolecall: {_one_line(error.format_message())}{hint}", file=sys.stderr)
        return 2
    except (typer.Abort, KeyboardInterrupt):
        print("rolecall: stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`| head`); nothing is wrong.
        sys.stderr.close()
        return 0
    except RoleCallError as error:
        print(f"rolecall: {_one_line(error.message)}", file=sys.stderr)
        return 2
    return status if isinstance(status, int) else 0


def _one_line(text: str) -> str:
    return " ".join(text.split())
