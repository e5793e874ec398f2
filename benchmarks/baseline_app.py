"""The baseline of every start: a bare Typer app with ten commands, and help as Typer writes it."""

import typer

app = typer.Typer()


def _command(number: int) -> None:
    name = f"command-{number}"

    @app.command(name, help=f"What {name} does, in a sentence of the usual length")
    def _do(
        site: str = typer.Option("main", help="Where"),
        quiet: bool = typer.Option(False, help="Say less"),
    ) -> None:
        typer.echo(f"{name} has run at {site}{'' if quiet else '.'}")


for _number in range(10):
    _command(_number)


def run() -> None:
    """The console script."""
    app()
