"""Lists of names: what is found in a text, what was given with a name, and files."""

import gc
import os
import pickle
import subprocess
import sys
import threading
import time
import unicodedata

import pytest

import svenner
from svenner import Matcher


def found(text, names, **options):
    """What is found, as (text, name)."""
    matches = Matcher(names, **options).find(text)
    assert all(match.text == text[match.start : match.end] for match in matches)
    return [(match.text, match.pattern) for match in matches]


NFD = unicodedata.normalize("NFD", "Åhléns")

# Each was missed, or found where it is not, by most of the tools that search for lists of words.
PROBES = [
    ("genitive", "Stoltenbergs tal", ["Stoltenberg"], {}, [("Stoltenbergs", "Stoltenberg")]),
    ("colon genitive", "SVT:s sändning", ["SVT"], {}, [("SVT:s", "SVT")]),
    ("name that ends in s", "Lars bil, Marx' verk", ["Lars", "Marx"], {}, [("Lars", "Lars"), ("Marx'", "Marx")]),
    ("compound", "Natochefen talar", ["Nato"], {}, []),
    ("longer word", "Bergen och Kinneberg", ["Berg"], {}, []),
    ("longer word with å", "Malmö växer", ["Malm"], {}, []),
    ("NFD", f"på {NFD} i dag", ["Åhléns"], {}, [(NFD, "Åhléns")]),
    ("line break", "Nya\nTorget", ["Nya Torget"], {}, [("Nya\nTorget", "Nya Torget")]),
    ("two spaces", "Nya  Torget", ["Nya Torget"], {}, [("Nya  Torget", "Nya Torget")]),
    ("soft hyphen", "Läns\xadstyrelsen", ["Länsstyrelsen"], {}, [("Läns\xadstyrelsen", "Länsstyrelsen")]),
    ("capitals", "STOCKHOLM", ["Stockholm"], {"ignore_case": True}, [("STOCKHOLM", "Stockholm")]),
    ("longest", "Volvo Cars säljer", ["Volvo", "Volvo Cars"], {}, [("Volvo Cars", "Volvo Cars")]),
    ("fallback", "Volvo Carsson", ["Volvo", "Volvo Cars"], {}, [("Volvo", "Volvo")]),
    ("fallback inside", "Nya Nya Lund", ["Nya Nya Torget", "Nya Lund"], {}, [("Nya Lund", "Nya Lund")]),
]


@pytest.mark.parametrize(("text", "names", "options", "wanted"), [p[1:] for p in PROBES], ids=[p[0] for p in PROBES])
def test_probe(text, names, options, wanted):
    assert found(text, names, **options) == wanted


def test_compounds_ask_the_lexicon():
    names = ["Nato", "Stockholm", "EU", "Malm", "Kjell", "New York"]
    text = "Natochefen, Stockholmspolisen, EU-kommissionen, New York-polisen; Malmö, Kjellare"
    matches = Matcher(names, compounds=True).find(text)
    assert [(m.text, m.form) for m in matches] == [
        ("Nato", "compound"),
        ("Stockholm", "compound"),
        ("EU", "compound"),
        ("New York", "compound"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "found_as"),
    [
        ("vindkraft", "vindkraftverk", "vindkraft"),
        ("gata", "gatubelysningen", "gatu"),
        ("hälsa", "hälsocentral", "hälso"),
        ("kyrka", "kyrkogård", "kyrko"),
        ("kyrka", "kyrkogårdsförvaltningen", "kyrko"),
        ("flicka", "flickskola", "flick"),
        ("skola", "skolgård", "skol"),
        ("pojke", "pojklag", "pojk"),
        ("lärare", "läraryrket", "lärar"),
        ("arbete", "arbetsplatsen", "arbet"),
        ("kärlek", "kärleksbrev", "kärlek"),
        ("resa", "resebyrå", "rese"),
        ("familj", "familjeterapi", "familj"),
        ("museum", "museichefen", "musei"),
        ("blomma", "blomkruka", "blom"),
        ("gata", "GATUBELYSNING", "GATU"),
        ("Gata", "Gatubelysningen", "Gatu"),
        ("hand", "handling", None),
        ("sol", "soldat", None),
        ("familj", "familjen", None),
        ("plan", "planering", None),
        ("Göta", "Göteborg", None),
        ("Sten", "Stenkol", None),
        ("Anna", "Anndagen", None),
    ],
)
def test_compounds_on_a_common_noun(name, text, found_as):
    matches = Matcher([name], compounds=True, ignore_case=text.isupper()).find(text)
    assert [(m.text, m.pattern, m.form) for m in matches] == ([(found_as, name, "compound")] if found_as else [])


def test_overlapping_compounds():
    """Each name that begins the word, the shortest first; the rest starts none."""
    names = ["vind", "vindkraft", "vindkraftverk", "kraft"]
    assert [m.text for m in Matcher(names, compounds=True, overlap=True).find("vindkraftverk")] == names[:3]
    assert [m.text for m in Matcher(names[:2], compounds=True).find("vindkraftverk")] == ["vindkraft"]


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011"])
def test_compounds_with_any_hyphen(hyphen):
    assert found(f"EU{hyphen}kommissionen", ["EU"], compounds=True) == [("EU", "EU")]
    assert found("EU–kommissionen", ["EU", "kommissionen"]) == [("EU", "EU"), ("kommissionen", "kommissionen")]


def test_a_match_tells_its_form():
    match = Matcher(["Volvo"]).find("på Volvos")[0]
    assert (match.start, match.end, match.form, match.ending, match.norm) == (3, 9, "genitive", "s", "Volvo")
    assert match.to_dict() == {
        "start": 3, "end": 9, "text": "Volvos", "pattern": "Volvo", "label": None, "id": None,
        "norm": "Volvo", "form": "genitive", "distance": 0,
    }  # fmt: skip
    assert repr(match) == "Match('Volvos', 'Volvo', 3, 9, genitive)"


def test_nouns_in_their_forms():
    matches = Matcher(["katt"], inflect="noun").find("katten, katterna, katternas, kattunge")
    assert [(m.text, m.form, m.ending) for m in matches] == [
        ("katten", "inflected", "en"),
        ("katterna", "inflected", "erna"),
        ("katternas", "inflected", "ernas"),
    ]


def test_one_edit():
    match = Matcher(["Stoltenberg"], fuzzy=1).find("Jens Stoltenbreg")[0]
    assert (match.pattern, match.form, match.distance) == ("Stoltenberg", "fuzzy", 1)
    assert found("Volva", ["Volvo"], fuzzy=1) == []


def test_offsets_are_code_points():
    match = Matcher(["Lund"]).find("😀 åäö e\u0301 \ud800 Lunds 😀")[0]
    assert (match.start, match.end, match.text) == (11, 16, "Lunds")


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "😀", "a\u0301" * 50, "\ufeffLund", "Lund\r\n"])
def test_any_text(text):
    for options in ({}, {"ignore_case": True, "fold_accents": True}, {"fuzzy": 1, "inflect": "noun", "overlap": True}):
        Matcher(["Lund", "a\0b"], **options).find(text)
    assert [m.pattern for m in Matcher(["Lund"]).find(text)] == ["Lund"] * text.count("Lund")


def test_payloads():
    marked = object()
    matcher = Matcher({"Volvo": {"label": "ORG", "id": 1, "country": "SE"}, "Lund": "Q1", "Ystad": 7, "Åre": marked})
    volvo, lund, ystad, are = matcher.find("Volvo Lund Ystad Åre")
    assert (volvo.label, volvo.id, volvo.payload["country"]) == ("ORG", 1, "SE")
    assert (lund.label, lund.id, ystad.id) == (None, "Q1", 7)
    assert are.payload is marked


def test_several_ids_for_one_name_and_several_names_for_one_id():
    matcher = Matcher([("Volvo", 1), ("AB Volvo", 1), ("Volvo", 2)])
    assert [m.id for m in matcher.find("AB Volvo, Volvos")] == [1, 1, 2]
    assert [m.entry for m in matcher.find("Volvo")] == [0, 2]


def test_triples_and_labels():
    match = Matcher([("Volvo", "ORG", "Q215293")]).find("Volvo")[0]
    assert (match.label, match.id) == ("ORG", "Q215293")


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_tables(library):
    module = pytest.importorskip(library)
    make = module.table if library == "pyarrow" else module.DataFrame
    table = make({"id": [1, 2, 3], "name": ["Volvo", "Lund", "Volvo"], "label": ["ORG", None, "ORG"]})
    matcher = Matcher(table)
    assert [(m.pattern, m.label, m.id) for m in matcher.find("Volvo i Lund")] == [
        ("Volvo", "ORG", 1),
        ("Volvo", "ORG", 3),
        ("Lund", None, 2),
    ]
    with pytest.raises(TypeError, match=r"names\[1\]"):
        Matcher(make({"name": ["Volvo", None]}))
    with pytest.raises(ValueError, match="no column 'name'"):
        Matcher(make({"namn": ["Volvo"]}))


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\xa0", "\xad"])
def test_blank_names_are_refused(blank):
    with pytest.raises(ValueError, match=r"names\[1\] is empty or blank"):
        Matcher(["Lund", blank])


@pytest.mark.parametrize("wrong", [None, float("nan"), 7, b"Lund", ["Lund"]])
def test_names_of_another_type_are_refused(wrong):
    with pytest.raises(TypeError, match=r"names\[1\] must be str"):
        Matcher(["Lund", wrong])


def test_wrong_arguments_are_refused():
    for names in ("Lund", b"Lund", 7, None):
        with pytest.raises(TypeError):
            Matcher(names)
    with pytest.raises(ValueError, match="inflect"):
        Matcher([], inflect="verb")
    with pytest.raises(ValueError, match="fuzzy"):
        Matcher([], fuzzy=2)
    with pytest.raises(TypeError, match="text must be str"):
        Matcher([]).find(b"Lund")
    with pytest.raises(ValueError, match="must be"):
        Matcher([("a", "b", "c", "d")])


def test_a_matcher_is_a_collection_of_names():
    matcher = Matcher(name for name in ["Lund", "Nya Torget", "Lund"])
    assert len(matcher) == 3
    assert list(matcher) == ["Lund", "Nya Torget", "Lund"]
    assert "Lund" in matcher
    assert "Nya  Torget" in matcher
    assert "Lunds" not in matcher
    assert "Nya" not in matcher
    assert 7 not in matcher
    assert len(Matcher([])) == 0
    assert Matcher([]).find("Lund") == []


def test_merge():
    one = Matcher({"Lund": 1}, ignore_case=True)
    both = one.merge(Matcher([("Ystad", "LOC", 2)]), Matcher(["Lund"]))
    assert [(m.pattern, m.label, m.id) for m in both.find("LUND Ystad")] == [
        ("Lund", None, 1),
        ("Lund", None, None),
        ("Ystad", "LOC", 2),
    ]
    assert both.options == one.options


def test_replace():
    matcher = Matcher(["Volvo", "Lund"])
    text = "Volvos fabrik i Lund."
    assert matcher.replace(text, "X") == "X fabrik i X."
    assert matcher.replace(text, {"Lund": "Ystad"}) == "Volvos fabrik i Ystad."
    assert matcher.replace(text, lambda match: match.pattern.upper() + match.ending) == "VOLVOs fabrik i LUND."
    assert Matcher(["Nya Nya", "Nya Lund"], overlap=True).replace("Nya Nya Lund", "X") == "X Lund"
    with pytest.raises(TypeError, match="replacement must be str"):
        matcher.replace(text, lambda match: 7)


def test_find_many():
    matcher = Matcher(["Lund"])
    texts = ["Lunds", None, "Ystad", float("nan"), "😀 Lund"] * 1000
    for threads in (None, 1, 3):
        lists = matcher.find_many(texts, threads=threads)
        assert [[m.start for m in matches] for matches in lists] == [[0], [], [], [], [2]] * 1000
    with pytest.raises(TypeError, match=r"texts\[2\]"):
        matcher.find_many(["", "", 7])
    with pytest.raises(TypeError):
        matcher.find_many("Lund")
    with pytest.raises(ValueError, match="threads"):
        matcher.find_many([], threads=0)


def test_threads_share_a_matcher():
    names = [f"Namn{i}" for i in range(1000)]
    matcher = Matcher(names)
    text = " ".join(names) * 5
    wanted = len(matcher.find(text))
    results = []
    threads = [threading.Thread(target=lambda: results.append(len(matcher.find(text)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [wanted] * 8


def test_pickling():
    marked = ("a", "tuple")
    for names in (["Lund"], {"Lund": 1}, {"Lund": marked}):
        matcher = Matcher(names, ignore_case=True)
        copy = pickle.loads(pickle.dumps(matcher))
        assert isinstance(copy, Matcher)
        assert [m.to_dict() for m in copy.find("LUNDS")] == [m.to_dict() for m in matcher.find("LUNDS")]


def test_save_and_load(tmp_path):
    path = tmp_path / "names.sve"
    payloads = {"Lund": "Q1", "Ystad": 7, "Åre": {"label": "LOC", "id": 1.5}, "Volvo": None, "Kiruna": "\0", "Ed": ""}
    matcher = Matcher(payloads, compounds=True)
    matcher.save(path)
    for verify in (False, True):
        loaded = Matcher.load(path, verify=verify)
        assert loaded.options == matcher.options
        assert [m.to_dict() for m in loaded.find(" ".join(payloads))] == [
            m.to_dict() for m in matcher.find(" ".join(payloads))
        ]
        assert [m.payload for m in loaded.find(" ".join(payloads))] == list(payloads.values())
    with pytest.raises(TypeError, match="payload 1"):
        Matcher({"Lund": 1, "Ystad": object()}).save(path)
    assert len(Matcher.load(path)) == len(payloads), "the old file stayed whole"


def test_bad_files_are_refused(tmp_path):
    path = tmp_path / "names.sve"
    Matcher([f"Namn {i}" for i in range(100)]).save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    with pytest.raises(svenner.DataError, match="cut short"):
        Matcher.load(path)
    path.write_bytes(b"PK\3\4" + whole[4:])
    with pytest.raises(svenner.DataError, match="not a svenner data file"):
        Matcher.load(path)
    path.write_bytes(whole[:8] + b"\xff" + whole[9:])
    with pytest.raises(svenner.DataError, match="format"):
        Matcher.load(path)
    path.write_bytes(whole[:-5] + b"\xff" + whole[-4:])
    with pytest.raises(svenner.DataError, match="corrupted"):
        Matcher.load(path, verify=True)
    with pytest.raises(FileNotFoundError):
        Matcher.load(tmp_path / "missing.sve")
    with pytest.raises(svenner.DataError):
        Matcher.from_bytes(b"")


def test_memory_stays_flat():
    matcher = Matcher({"Lund": [1]})

    def work():
        for _ in range(2000):
            for match in matcher.find("Lunds Lund"):
                match.to_dict()
        Matcher(["Lund"]).merge(matcher)
        with pytest.raises(ValueError, match="blank"):
            Matcher(["Lund", ""])
        gc.collect()

    work()
    before = sys.getallocatedblocks()
    work()
    assert abs(sys.getallocatedblocks() - before) < 50


@pytest.mark.skipif(not os.access("/proc/self/clear_refs", os.W_OK), reason="tells its peak on Linux only")
def test_building_holds_little_memory():
    """Twice the names' own size and the result, at the most."""
    code = """
import os, pathlib
from svenner import Matcher
names = [f"Förnamn{i % 5000} Efternamn{i % 9973} i Ort{i % 313}" for i in range(250_000)]
size = sum(len(name.encode()) for name in names)
Matcher(names[:10])
pathlib.Path("/proc/self/clear_refs").write_text("5")
def status(field):
    return int(pathlib.Path("/proc/self/status").read_text().split(field + ":")[1].split()[0]) * 1024
before = status("VmRSS")
matcher = Matcher(names)
print(status("VmHWM") - before, 2 * size + len(matcher.to_bytes()))
"""
    done = subprocess.run([sys.executable, "-P", "-c", code], check=True, capture_output=True, text=True)
    peak, allowed = map(int, done.stdout.split())
    assert peak < allowed


def test_time_is_linear():
    for text in ("Nya " * 20000, "-".join(["Nya"] * 20000), "a" * 100_000, "'" * 50_000, "Nya:s:s:s" * 10_000):
        for options in ({}, {"overlap": True, "ignore_case": True}, {"fuzzy": 1, "inflect": "noun", "compounds": True}):
            start = time.perf_counter()
            Matcher(["Nya Nya Torget", "Nya"], **options).find(text)
            assert time.perf_counter() - start < 2
