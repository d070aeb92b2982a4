"""Charts and pages, drawn and looked at as pictures."""

import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest

import svenner

TEXTS = [
    "Jens Stoltenberg mötte Ulf Kristersson i Bryssel den 7 januari 2022. – Det är allvar, sade Stoltenberg.",
    "Ulf Kristersson reste till Kiev i mars 2023. Kristersson varnade för att kriget blir långt, skriver TT.",
    None,
    "Hon sade: <script>alert('&')</script> till Nato i Lund 2021-05-03.",
]
DATES = ["2022-01-07", "2023-03-01", "2023-03-02", None]


@pytest.fixture(scope="module")
def docs():
    return svenner.analyze_many(TEXTS, dates=DATES)


def pixels_of(figure):
    figure.canvas.draw()
    return figure.canvas.buffer_rgba()


@pytest.fixture
def pyplot():
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    yield pyplot
    pyplot.close("all")


def test_every_plot_draws_something(docs, pyplot):
    pytest.importorskip("networkx")
    from svenner import plots

    axes = [
        plots.mentions(docs),
        plots.over_time(docs, DATES),
        plots.speakers(docs),
        plots.network(docs),
        plots.timeline(docs),
        docs[0].plot(),
    ]
    for ax in axes:
        drawn = bytes(pixels_of(ax.figure))
        dark = sum(value < 200 for value in drawn[::97])
        assert dark > 50
    assert [label.get_text() for label in axes[0].get_yticklabels()].count("Jens Stoltenberg") == 1
    assert "Jens Stoltenberg" in [label.get_text() for label in axes[2].get_yticklabels()]
    assert any("2022" in text.get_text() for text in axes[4].texts)
    given = pyplot.subplots()[1]
    assert plots.mentions(docs, ax=given) is given


def test_plots_of_nothing(pyplot):
    pytest.importorskip("networkx")
    from svenner import plots

    for nothing in ([], [None], [svenner.analyze("")]):
        for ax in (
            plots.mentions(nothing),
            plots.over_time(nothing, [None] * len(nothing)),
            plots.speakers(nothing),
            plots.network(nothing),
            plots.timeline(nothing),
        ):
            pixels_of(ax.figure)


class Checker(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.text, self.seen = [], [], set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "small"):
            self.text.append(data)


def test_html_holds_the_text_and_closes_what_it_opens(docs):
    for doc in docs:
        if doc is None:
            continue
        checker = Checker()
        checker.feed(doc.to_html())
        checker.close()
        assert "".join(checker.text) == doc.text
        assert checker.open == []
        assert "script" not in checker.seen
        assert doc._repr_html_() == doc.to_html()
        assert doc.to_html().count("<mark") >= len(doc.entities)
        assert doc.to_html().count("<q ") == len(doc.quotes)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_legible_in_a_browser(docs, tmp_path, scheme):
    browser = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    image = pytest.importorskip("matplotlib.image")
    if browser is None:
        pytest.skip("no headless browser")
    page = docs[0].to_html(page=True)
    assert 'name="color-scheme" content="light dark"' in page
    if scheme == "dark":
        page = re.sub('content="light dark"', 'content="dark"', page)
    (tmp_path / "page.html").write_text(page, "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=800,300"]
    picture = tmp_path / "page.png"
    subprocess.run(
        [browser, *options, f"--screenshot={picture}", (tmp_path / "page.html").as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pixels = image.imread(picture)[..., :3].mean(axis=2)
    background, contrast = pixels[5, 5], abs(pixels - pixels[5, 5])
    assert (background > 0.9) if scheme == "light" else (background < 0.2)
    assert (contrast > 0.6).mean() > 0.005
