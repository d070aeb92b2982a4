"""Any str is a text: never an exception, never a wrong slice, always linear time."""

import time
import tracemalloc
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import svenner

TEXTS = [
    "",
    "   ",
    "\n\n",
    "\x00",
    "a\x00b",
    "\ufeffHej du.",
    "Rad ett\r\n😀 Lund\r\n",
    "hej \udc99 då",
    "\ud83d\ude00 som två halvor",
    "A\u030asa bor i Malmo\u0308.",
    "İlgili muhafaza",
    "𝑴𝒆 och 𝒎𝒐𝒄 i Malmö",
    "ﬁlm och ヿ i Lund",
    "\ufffcDet regnar onsdag",
    "Lund שלום Malmö العربية",
    "Läns\u00adstyrelsen\u200b kom",
    "rad\u2028rad\u2029rad\x0brad",
    "VÃ¤xjÃ¶ och Malmö",
    "👩\u200d👩\u200d👧\u200d👦 i Lund",
]


def check(text):
    doc = svenner.analyze(text, date="2022-01-07")
    assert doc.text is text
    ends = 0
    for token in doc.tokens:
        assert ends <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.text
        ends = token.end
    for sentence in doc.sentences:
        assert sentence.text == text[sentence.start : sentence.end] != ""
        assert sentence.text == sentence.text.strip(" \t\r\n")
    for item in (*doc.entities, *doc.quotes):
        assert 0 <= item.start <= item.end <= len(text)
        assert item.text == text[item.start : item.end]
    return doc


@pytest.mark.parametrize("text", TEXTS)
def test_odd_texts(text):
    doc = check(text)
    assert len(doc.to_dict()["tokens"]) == len(doc.tokens)
    for made in (doc.to_json(), doc.to_html(), doc.to_html(page=True), doc.to_conllu()):
        made.encode()


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text(text):
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "å" * 1_048_576,
        '"' * 100_000,
        "(" * 100_000,
        "– " * 100_000,
        "a." * 100_000,
        "😀" * 100_000,
        "A\u030a" * 100_000,
        "1 000 " * 50_000,
        " ".join(["ord"] * 30_000),
        "Anna Ek " * 30_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_time_is_linear(text):
    def seconds(text):
        start = time.process_time()
        svenner.analyze(text)
        return time.process_time() - start

    svenner.analyze(text[:1000])
    whole = min(seconds(text) for _ in range(2))
    assert whole < 1
    half = min(seconds(text[: len(text) // 2]) for _ in range(2))
    assert whole < half * 3.5 + 0.05


def test_one_letter_a_million_times_is_one_token():
    assert len(svenner.tokenize("å" * 1_048_576)) == 1


def test_nothing_is_cached_in_the_users_text():
    text = "Åsa bor i Malmö – sade hon. " * 40_000
    svenner.analyze("värm upp")
    tracemalloc.start()
    svenner.tokenize(text[:10])
    before = tracemalloc.get_traced_memory()[0]
    doc = svenner.analyze(text)
    del doc
    assert tracemalloc.get_traced_memory()[0] - before < 100_000
    tracemalloc.stop()


def test_the_process_does_not_grow():
    def resident():
        with open("/proc/self/statm") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * 4096

    def work():
        for _ in range(300):
            doc = svenner.analyze("Jens Stoltenberg varnade i Bryssel den 7 januari, sade han. 😀" * 20)
            doc.to_dict(offsets="utf16")
            list(doc.entities[::-1])
            svenner.analyze_many(["a", None, "Åsa"] * 10)
            svenner.tokenize("Hej å")

    work()
    before = resident()
    work()
    assert resident() - before < 3_000_000


@pytest.mark.parametrize(
    "text",
    [
        "Måndagsmötet blev en tvåårsperiod lång.",
        "En 70-åring och en i 30-årsåldern såg lördagsöppet.",
        "En åttondel av 24-årsperioden, i åttaårsåldern.",
        "Det var J. Är du klar? Av A. På väg.",
        "å) Först\nö) Sist ≠= slut. 가) 나",
    ],
)
def test_decomposed_letters_are_read_as_composed_ones(text):
    def read(form):
        doc = svenner.analyze(unicodedata.normalize(form, text))
        items = [
            [(token.text, token.kind) for token in doc.tokens],
            [(sentence.text, None) for sentence in doc.sentences],
            [(entity.text, entity.value) for entity in doc.entities],
        ]
        return [[(unicodedata.normalize("NFC", text), rest) for text, rest in part] for part in items]

    assert read("NFD") == read("NFC")
