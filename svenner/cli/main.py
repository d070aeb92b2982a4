"""The commands, their options and the loop that they share: read, analyse by the batch, write in order."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import IO, Any, Protocol

import svenner
from svenner import _render
from svenner.cli import outputs
from svenner.cli.inputs import Options, Text, find_files, read_names, read_texts, size_of
from svenner.cli.progress import Progress
from svenner.cli.streams import InputError

STATUS_INPUT = 2
STATUS_STOPPED = 130
_BATCH_TEXTS = 2048
_BATCH_CHARACTERS = 1_000_000

ANALYZE_FORMATS = ("table", "json", "jsonl", "tsv", "csv", "conllu", "iob2", "html", "parquet")
TOKENIZE_FORMATS = ("text", "jsonl", "conllu")
MATCH_FORMATS = ("table", "jsonl", "tsv", "csv", "parquet")
REDACT_FORMATS = ("text", "jsonl")
_TABLE_COLUMNS = ("start", "end", "label", "text", "norm", "value")


class _Work(Protocol):
    """What a command does with a batch of texts: answers in the texts' order."""

    def __call__(self, texts: list[Text]) -> Sequence[Any]: ...


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The reader has gone (`| head`): what Python would flush at exit must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except InputError as error:
        print(f"svenner: {error}", file=sys.stderr)
        return STATUS_INPUT
    except OSError as error:
        told = f"{error.filename}: {error.strerror}" if error.filename else error
        print(f"svenner: {told}", file=sys.stderr)
        return STATUS_INPUT
    except ValueError as error:
        print(f"svenner: {error}", file=sys.stderr)
        return STATUS_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="svenner", description="Reads Swedish text: words, sentences, names, quotes.")
    parser.add_argument("--version", action="version", version=f"svenner {svenner.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    analyze = commands.add_parser("analyze", help="names, times, measures and quotes", description=_ANALYZE)
    _add_input(analyze)
    _add_output(analyze, ANALYZE_FORMATS)
    analyze.add_argument("--labels", metavar="A,B", help="only these labels, such as PER,ORG")
    analyze.add_argument("--model", metavar="PATH", help="a recogniser's model, in place of the shipped one")
    analyze.set_defaults(run=run_analyze)

    tokenize = commands.add_parser("tokenize", help="a sentence a line, a space between tokens")
    _add_input(tokenize)
    _add_output(tokenize, TOKENIZE_FORMATS)
    tokenize.set_defaults(run=run_tokenize)

    match = commands.add_parser("match", help="a list of names, in their Swedish forms", description=_MATCH)
    match.add_argument("--names", required=True, metavar="PATH", help="the list, or what --save wrote")
    _add_input(match)
    _add_output(match, MATCH_FORMATS)
    options = match.add_argument_group("matching")
    options.add_argument("--no-genitive", action="store_true", help="not `Volvos`, `SVT:s`")
    options.add_argument("--inflect", action="store_const", const="noun", help="also `katterna` for `katt`")
    options.add_argument("--compounds", action="store_true", help="also the name that begins a longer word")
    options.add_argument("--ignore-case", action="store_true")
    options.add_argument("--fold-accents", action="store_true", help="é = e; å, ä and ö stay letters")
    options.add_argument("--fuzzy", action="store_const", const=1, default=0, help="one edit in six letters or more")
    options.add_argument("--overlap", action="store_true", help="all matches, not the leftmost longest")
    options.add_argument("--save", metavar="PATH", help="also write the compiled list, for --names")
    match.set_defaults(run=run_match)

    redact = commands.add_parser("redact", help="take out names, numbers and addresses", description=_REDACT)
    _add_input(redact)
    _add_output(redact, REDACT_FORMATS)
    options = redact.add_argument_group("redaction")
    options.add_argument(
        "--kinds", metavar="A,B", help="what to take out, such as PER,EMAIL; also any label, such as ORG"
    )
    options.add_argument("--pseudonyms", action="store_true", help="the same name, the same `[PERSON-3f9a1c]`")
    options.add_argument("--key", metavar="SECRET", help="of the pseudonyms: the same key gives the same ones again")
    redact.set_defaults(run=run_redact)

    train = commands.add_parser("train", help="a recogniser's model of annotated files", description=_TRAIN)
    train.add_argument("gold", nargs="+", metavar="FILE", help="CoNLL-U, IOB2 or two columns")
    train.add_argument("-o", "--output", metavar="PATH", required=True)
    train.add_argument("--labels", metavar="A,B", default="PER,ORG,LOC", help="one to three; default: %(default)s")
    train.set_defaults(run=run_train)

    evaluate = commands.add_parser("evaluate", help="compare with annotated files", description=_EVALUATE)
    evaluate.add_argument("gold", nargs="+", metavar="FILE", help="CoNLL-U, IOB2 or two columns")
    evaluate.add_argument("--labels", metavar="A,B", default="PER,ORG,LOC", help="default: %(default)s")
    evaluate.add_argument("--model", metavar="PATH", help="in place of the shipped one")
    evaluate.set_defaults(run=run_evaluate)
    return parser


_ANALYZE = """Find names, times, measures and quotes. One line on standard error tells of each file that cannot be
read; the others are still done, and the exit status is 2."""
_MATCH = """Find the names of a list: a text file with a name a line, a table with a column `name` and perhaps `label` and
`id`, or a file that --save wrote."""
_REDACT = """Replace persons, places, personnummer, organisationsnummer, phone numbers, mail addresses and street
addresses. What is found is what svenner finds: read what comes out before you publish it."""
_TRAIN = "Train a model for `analyze --model`."
_EVALUATE = "Print precision, recall and F1 of the names found, by label: exact spans."


def _add_input(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="files, folders (their .txt), globs; - reads standard input"
    )
    group = parser.add_argument_group("input")
    group.add_argument("--encoding", metavar="NAME", help="of the files; else it is detected")
    group.add_argument("--column", metavar="NAME", help="the column with the text, in CSV, TSV, JSONL or Parquet")
    group.add_argument("--date-column", metavar="NAME", help="the column with the text's date")
    group.add_argument("--date", metavar="YYYY-MM-DD", help="what `nästa vecka` counts from")
    group.add_argument("--strict", action="store_true", help="stop at the first file or row that cannot be read")
    group.add_argument("--threads", type=int, metavar="N", help="default: one a processor")


def _add_output(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    group = parser.add_argument_group("output")
    told = f"{formats[0]} (default), {', '.join(formats[1:])}"
    group.add_argument("-f", "--format", choices=formats, default=formats[0], metavar="FORMAT", help=told)
    group.add_argument("-o", "--output", metavar="PATH", help="write to this file")


def run_analyze(options: argparse.Namespace) -> int:
    """`svenner analyze`."""
    labels = options.labels.split(",") if options.labels else None
    given = {"model": options.model} if options.model else {}
    analyzer = svenner.Analyzer(labels=labels, **given)
    return _run(options, _analysis(analyzer, options), _analyze_writer)


def run_tokenize(options: argparse.Namespace) -> int:
    """`svenner tokenize`."""
    return _run(options, _analysis(svenner.Analyzer(model=None), options), _tokenize_writer)


def run_match(options: argparse.Namespace) -> int:
    """`svenner match`."""
    matcher = load_names(options.names, options)
    if options.save:
        matcher.save(options.save)

    def work(texts: list[Text]) -> Sequence[Any]:
        return matcher.find_many([text.text for text in texts], threads=options.threads)

    return _run(options, work, _match_writer)


def load_names(path: str, options: argparse.Namespace) -> svenner.Matcher:
    """The matcher that a file of names stands for."""
    if path.endswith(".sve"):
        try:
            return svenner.Matcher.load(path, verify=True)
        except (OSError, svenner.DataError) as error:
            raise InputError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    names = read_names(path, options.encoding)
    return svenner.Matcher(
        names,
        genitive=not options.no_genitive,
        compounds=options.compounds,
        ignore_case=options.ignore_case,
        fold_accents=options.fold_accents,
        overlap=options.overlap,
        inflect=options.inflect,
        fuzzy=options.fuzzy,
    )


def run_redact(options: argparse.Namespace) -> int:
    """`svenner redact`."""
    from svenner.redact import KINDS, Redactor

    kinds = options.kinds.split(",") if options.kinds else tuple(KINDS)
    redactor = Redactor(kinds, pseudonyms=options.pseudonyms, key=options.key)

    def work(texts: list[Text]) -> Sequence[Any]:
        return redactor.redact_many([text.text for text in texts], threads=options.threads)

    return _run(options, work, _redact_writer)


def run_train(options: argparse.Namespace) -> int:
    """`svenner train`."""
    from svenner.train import train

    size = train(options.gold, options.output, labels=options.labels.split(","))
    print(f"{options.output}: {size:,} bytes")
    return 0


def run_evaluate(options: argparse.Namespace) -> int:
    """`svenner evaluate`."""
    from svenner.evaluate import evaluate, reliability, table

    analyzer = svenner.Analyzer(model=options.model) if options.model else None
    evaluation = evaluate(options.gold, analyzer, labels=options.labels.split(","))
    print(table(evaluation))
    print()
    print(reliability(evaluation))
    return 0


def _match_writer(options: argparse.Namespace, out: IO[str]) -> outputs.Writer:
    kind, rows, columns = options.format, outputs.match_rows, outputs.MATCH_COLUMNS
    if kind == "jsonl":
        return outputs.JsonWriter(out, lambda matches: {"matches": rows(matches)}, lines=True, single=False)
    if kind in ("tsv", "csv"):
        return outputs.RowWriter(out, columns, rows, kind == "tsv")
    if kind == "parquet":
        return outputs.ParquetWriter(options.output, columns, rows)
    return outputs.TableWriter(out, columns, rows, outputs.match_summary, quotes=False)


def _redact_writer(options: argparse.Namespace, out: IO[str]) -> outputs.Writer:
    if options.format == "jsonl":
        return outputs.JsonWriter(out, lambda redacted: redacted.to_dict(), lines=True, single=False)
    return outputs.TextWriter(out, lambda redacted: redacted.text)


def _analysis(analyzer: svenner.Analyzer, options: argparse.Namespace) -> _Work:
    def work(texts: list[Text]) -> Sequence[Any]:
        dates = [text.date for text in texts]
        return analyzer.analyze_many([text.text for text in texts], dates=dates, threads=options.threads)

    return work


def _analyze_writer(options: argparse.Namespace, out: IO[str]) -> outputs.Writer:
    kind, rows = options.format, outputs.entity_rows
    if kind in ("json", "jsonl"):
        return outputs.JsonWriter(out, svenner.Document.to_dict, kind == "jsonl", _is_single(options))
    if kind in ("tsv", "csv"):
        return outputs.RowWriter(out, outputs.ENTITY_COLUMNS, rows, kind == "tsv")
    if kind == "parquet":
        return outputs.ParquetWriter(options.output, outputs.ENTITY_COLUMNS, rows)
    if kind == "conllu":
        return outputs.ConlluWriter(out)
    if kind == "iob2":
        return outputs.PlainWriter(out, _render.iob2)
    if kind == "html":
        return outputs.HtmlWriter(out)
    return outputs.TableWriter(out, _TABLE_COLUMNS, outputs.entity_table, outputs.document_summary, quotes=True)


def _tokenize_writer(options: argparse.Namespace, out: IO[str]) -> outputs.Writer:
    if options.format == "jsonl":
        return outputs.JsonWriter(out, lambda doc: {"tokens": doc.tokens.texts()}, lines=True, single=False)
    if options.format == "conllu":
        return outputs.ConlluWriter(out)
    return outputs.PlainWriter(out, outputs.token_lines)


def _is_single(options: argparse.Namespace) -> bool:
    """Whether the arguments name exactly one text."""
    files = options.files
    return len(files) == 1 and options.column is None and (files[0] == "-" or os.path.isfile(files[0]))  # noqa: PTH113


# ---- The loop. ----


class _Reporter:
    """One line for each thing that cannot be read; remembers that there was one."""

    def __init__(self, strict: bool) -> None:
        self.strict, self.failed, self.progress = strict, False, Progress(0, shown=False)

    def __call__(self, message: str) -> None:
        if self.strict:
            raise InputError(message)
        self.failed = True
        self.progress.say(f"svenner: {message}")


def _run(
    options: argparse.Namespace, work: _Work, make_writer: Callable[[argparse.Namespace, IO[str]], outputs.Writer]
) -> int:
    reading = Options(options.encoding, options.column, options.date_column, options.date)
    report = _Reporter(options.strict)
    if options.format == "parquet" and not options.output:
        raise InputError("parquet is written to a file: --output PATH")
    files = []
    for file in find_files(options.files, reading):
        if isinstance(file, InputError):
            report(str(file))
        elif options.output and file != "-" and os.path.realpath(file) == os.path.realpath(options.output):
            raise InputError(f"{file}: is read, and would be overwritten by --output")
        else:
            files.append(file)
    binary = options.format == "parquet"
    to_file = options.output is not None and not binary
    with open(options.output, "w", encoding="utf-8", newline="\n") if to_file else nullcontext(sys.stdout) as out:  # noqa: PTH123
        writer = make_writer(options, out)
        status = STATUS_STOPPED
        try:
            shown = sys.stderr.isatty() and not out.isatty()
            with Progress(sum(map(size_of, files)), shown) as progress:
                report.progress = progress
                for batch in _batches(_texts(files, reading, report)):
                    for (_, text), answer in zip(batch, work([text for _, text in batch]), strict=True):
                        with _unbroken():
                            writer.write(text, answer)
                    out.flush()
                    before, text = batch[-1]
                    progress.done(before + text.read)
            status = STATUS_INPUT if report.failed else 0
        except KeyboardInterrupt:
            pass
        finally:
            with _unbroken():
                writer.close()
    return status


@contextmanager
def _unbroken() -> Iterator[None]:
    """Puts a Ctrl-C off until a record is written whole."""
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt


def _texts(files: Iterable[str], options: Options, report: _Reporter) -> Iterator[tuple[int, Text]]:
    """Each text, behind the bytes of the files before its own."""
    before = 0
    for file in files:
        try:
            for text in read_texts(file, options, report):
                yield before, text
        except InputError as error:
            report(str(error))
        before += size_of(file)


def _batches(texts: Iterable[tuple[int, Text]]) -> Iterator[list[tuple[int, Text]]]:
    batch: list[tuple[int, Text]] = []
    characters = 0
    try:
        for before, text in texts:
            batch.append((before, text))
            characters += len(text.text)
            if len(batch) >= _BATCH_TEXTS or characters >= _BATCH_CHARACTERS:
                yield batch
                batch, characters = [], 0
    except InputError:  # --strict: what stands before is done still
        if batch:
            yield batch
        raise
    if batch:
        yield batch
