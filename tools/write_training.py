"""Writes training/patterns.txt: sentences of patterns that running corpora have too few of, each filled in by chance.

What the sentences tell is invented. `{COMPANY}` and the like are filled in from the lists below and from lexicon/.
The draw is seeded: the same lists give the same sentences.
"""

import csv
import random
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "training" / "patterns.txt"
SENTENCES = 1900

# A common noun in the definite form before a name is no part of it, first in a sentence neither.
COMPANY_NOUNS = """verkstadsbolaget analyshuset teknikbolaget möbelkedjan klädkedjan spelbolaget fastighetsbolaget rederiet
flygbolaget biltillverkaren bryggeriet livsmedelsjätten storbanken investmentbolaget läkemedelsbolaget konsultfirman
skivbolaget bokförlaget elektronikkedjan byggkoncernen försäkringsbolaget batteritillverkaren gruvbolaget skogskoncernen
teleoperatören matkedjan energibolaget industrikoncernen riskkapitalbolaget programvaruföretaget vårdbolaget tågoperatören
leksakstillverkaren kosmetikkedjan betaltjänsten nätbutiken taxibolaget hotellkedjan cykeltillverkaren""".split()
BODY_NOUNS = """försvarsalliansen militäralliansen tankesmedjan branschorganisationen miljöorganisationen fackförbundet
hjälporganisationen människorättsorganisationen intresseföreningen terrororganisationen nyhetsbyrån tidningen
lokaltidningen popgruppen punkbandet supporterklubben motorklubben patientföreningen universitetet forskningsinstitutet
ungdomsförbundet oppositionspartiet regeringspartiet samfundet""".split()
PERSON_NOUNS = """statsministern partiledaren författaren komikern skådespelaren försvararen målvakten forskaren åklagaren
advokaten professorn regissören landshövdingen kommunalrådet finansmannen sångerskan lagkaptenen polisinspektören
överläkaren rektorn direktören presidenten fackordföranden mittfältaren dramatikern""".split()
PLACE_NOUNS = """hamnstaden grannlandet kuststaden förorten huvudstaden orten ön floden sjön semesterorten byn
universitetsstaden skärgårdsön miljonstaden bruksorten öriket delstaten provinsen""".split()
FIRST_PARTS = "Norr Svea Bore Alf Tran Ox Mira Hal Vex Grip Kav Lumi Stal Ram Dal Ceb Ord Fjäll Tek Nord".split()
LAST_PARTS = "vik nova fors dal bo ia or näs ex tek mark by ström lux gen sand um eda ello".split()
SURNAMES_MADE = "Örnlid Rehnmark Kullgren Bergdorf Tällsten Hjelmvik Sandrup Lövhage Torngren Ekenvall Näsvik".split()
SAID = "säger hävdar uppger menar svarar berättar påpekar skriver tillägger medger varnar konstaterar".split()
DID = """ringde kom gick åkte vann log nickade väntade lämnade flyttade föll sprang frågade ville kunde hade fick tog
skrev stannade vägrade överklagade saknas dog föddes debuterade jobbar vill har är kommer får tar""".split()
# First in a sentence these have a capital and are no names.
THINGS = """trafikmiljön radhuset midsommarfirandet elpriset skolmaten sommarvädret hyresavtalet bilköerna snöröjningen
fotbollsmatchen vårdkön barnkalaset älgjakten tågresan löneförhandlingen semesterfirarna kommunfullmäktige larmet räddningsstyrkan
grannfejden skattesänkningen cykelstölden konsertbesökarna bostadskrisen fiskebåten elstängslet jultomten skidspåret
havsbottnen kräftskivan motionsloppet pensionärerna nattbussen fritidsgården regnskogen klimatmötet torghandeln ungdomarna
valrörelsen vikarierna värmeböljan översvämningen återvinningen åskvädret ödehuset""".split()
PARTIES = "S M SD C V KD L MP FP SD MP KD FP SD MP s m c v sd kd fp mp".split()
PAPER_PARTS = "Norr Väster Öster Söder Sjö Dala Bygde Fjäll Kust Skogs Ljusne Helge Näs Ås Tiveds Klar Viske".split()
PAPER_LAST = "posten bladet kuriren tidningen".split()
PAPER_WORDS = ["Allehanda", "Dagblad", "Tidning", "Nyheter", "Folkblad"]
MATCHES = "OS VM EM SM NM DM JVM JSM OS VM EM SM".split()
MEDALS = "guld silver brons medalj final rekord debut".split()
# Of persons only: their names are ordinary words too.
IS = """är sjuk|är ledsen|är hemma i dag|mår bättre|är trött|är arg på oss|kommer hem i morgon|har semester|har feber|fyller år|är gift
är min kusin|är läkare|tycker inte om fisk|vill inte följa med|är förkyld|låter glad|är duktig på matte|ska sluta röka|är pensionär""".replace(
    "\n", "|"
).split("|")
STORMS = "stormen orkanen ovädret cyklonen lågtrycket vinterstormen".split()
SHIPS = "fartyget färjan skonaren ubåten tankbåten isbrytaren barken".split()
TITLES = "Dr. dr dr. Prof. prof. Hr hr Fru fru Herr herr doktor kapten syster farbror tant".split()

PATTERNS = """
{Companynoun} [[ORG|{COMPANY}]] redovisar en kraftigt sänkt vinst.
{Companynoun} [[ORG|{COMPANY}]] varslar {NUMBER} anställda i [[LOC|{PLACE}]].
{Companynoun} [[ORG|{COMPANY:s}]] vd [[PER|{PERSON}]] lämnar sitt uppdrag.
{Companynoun} [[ORG|{COMPANY}]] köper konkurrenten [[ORG|{COMPANY}]] för {NUMBER} miljoner kronor.
Enligt {companynoun} [[ORG|{COMPANY}]] blir effekten liten.
Det meddelar {companynoun} [[ORG|{COMPANY}]] i ett pressmeddelande.
[[ORG|{COMPANY}]] grundades i [[LOC|{PLACE}]] och har kontor i [[LOC|{PLACE}]] och [[LOC|{PLACE}]].
[[ORG|{COMPANY:s}]] aktie föll kraftigt i går.
[[ORG|{COMPANY}]] föll med {NUMBER} procent på börsen.
Aktien i [[ORG|{COMPANY}]] steg efter rapporten.
{Bodynoun} [[ORG|{BODY}]] kräver att regeringen agerar.
{Bodynoun} [[ORG|{BODY:s}]] talesperson [[PER|{PERSON}]] vill inte kommentera uppgifterna.
Kritiken från {bodynoun} [[ORG|{BODY}]] är hård.
{Bodynoun} [[ORG|{BODY}]] skriver i en kommentar att läget är allvarligt.
{Personnoun} [[PER|{PERSON}]] {said} att beslutet var fel.
{Personnoun} [[PER|{SURNAME}]] har inte svarat på frågor.
I går fick {personnoun} [[PER|{PERSON}]] priset.
[[PER|{SURNAME}]] {said} att [[PER|{SURNAME}]] har väntat för länge.
[[PER|{SURNAME}]] {said} att pengarna är slut.
[[PER|{SURNAME}]] kom till [[ORG|{COMPANY}]] i fjol.
– Det är bra, {said} [[PER|{SURNAME}]].
– Vi måste anpassa oss, {said} [[PER|{PERSON}]] på [[ORG|{COMPANY}]].
[[PER|{SURNAME:s}]] advokat vill överklaga.
Polisen grep [[PER|{SURNAME}]] i [[LOC|{PLACE}]].
{Placenoun} [[LOC|{PLACE}]] drabbades av översvämningar.
Hon flyttade till {placenoun} [[LOC|{PLACE}]] som barn.
Olyckan skedde på [[LOC|E{ROAD}]] norr om [[LOC|{PLACE}]].
[[LOC|E{ROAD}]] stängdes mellan [[LOC|{PLACE}]] och [[LOC|{PLACE}]] sedan träd fallit över vägen.
Trafiken på [[LOC|E{ROAD}]], [[LOC|E{ROAD}]] och [[LOC|riksväg {NUMBER}]] står stilla.
Köerna på [[LOC|länsväg {NUMBER}]] växer vid [[LOC|{PLACE}]].
Lastbilen körde av [[LOC|E{ROAD}]] vid [[LOC|{PLACE}]].
{Thing} {did} i [[LOC|{PLACE}]] i går.
{Thing} {did} inte, {said} [[PER|{PERSON}]].
{Thing} {did} när det regnade.
[[PER|{RARE}]] {did} i går.
[[PER|{RARE}]] {did} till [[LOC|{PLACE}]] i fjol.
[[PER|{RARE:s}]] bror {did} hem.
Hon mötte {title} [[PER|{SURNAME}]] och {title} [[PER|{SURNAME}]].
De tackade {title} [[PER|{RARE}]] för hjälpen.
{Thing} kostade {title} [[PER|{PERSON}]] mycket.
Dr. [[PER|{SURNAME}]] tog emot på mottagningen i [[LOC|{PLACE}]].
Vi ringde dr [[PER|{SURNAME}]] och prof. [[PER|{PERSON}]].
Kung [[PER|{GIVEN} {ROMAN}]] mötte drottning [[PER|{GIVEN} {ROMAN}]] i [[LOC|{PLACE}]].
Påven [[PER|{GIVEN} {ROMAN}]] besöker [[LOC|{PLACE}]] i höst.
[[PER|{INITIAL}.{INITIAL}. {SURNAME}]] och [[PER|{INITIAL}.{INITIAL}. {SURNAME}]] skrev boken.
[[PER|{GIVEN} {INITIAL}. {SURNAME}]] ringde i går.
Det var [[PER|{PERSON} jr.]] som vann.
Senator [[PER|{PERSON} Jr.]] röstade nej.
Tränaren i [[ORG|{TOWN}]] är nöjd med segern.
[[ORG|{TOWN}]] slog [[ORG|{TOWN}]] med 3–1 efter två mål av [[PER|{SURNAME}]].
[[ORG|{TOWN}]] vann hemma mot [[ORG|{TOWN}]] och klättrade i tabellen.
Seger även för [[ORG|{TOWN}]] borta mot [[ORG|{TOWN}]], 4–2.
[[PER|{PERSON}]] lämnar [[ORG|{TOWN}]] för spel i [[ORG|{TOWN} {CLUB}]].
[[LOC|{PLACE:s}]] kommun väntar regn.
De bor vid [[LOC|S:t {GIVEN:s}plan]] och [[LOC|S:t {GIVEN:s}gatan]].
Kyrkan [[LOC|S:ta {GIVEN}]] och [[LOC|S:t {GIVEN:s} kyrka]] renoveras.
[[ORG|{TOWN:s} tingsrätt]] dömer mannen till fängelse.
[[ORG|{TOWN:s} universitet]] söker en ny rektor, {said} [[PER|{PERSON}]].
[[ORG|{TOWN}]]–[[ORG|{TOWN}]] {SCORE}
[[ORG|{TOWN}]] – [[ORG|{TEAM}]] {SCORE} ({SCORE})
[[ORG|{TEAM}]]–[[ORG|{TOWN}]] {SCORE}.
[[ORG|{TOWN}]]–[[ORG|{TEAM}]] {SCORE}, [[ORG|{TEAM}]]–[[ORG|{TOWN}]] {SCORE}, [[ORG|{TOWN}]]–[[ORG|{TOWN}]] {SCORE}.
[[LOC|{COUNTRY}]]–[[LOC|{COUNTRY}]] {SCORE}
[[PER|{PERSON}]] ({PARTY}) {said} nej till förslaget.
Det {said} [[PER|{PERSON}]] ({PARTY}), ordförande i nämnden.
[[PER|{PERSON}]] ({PARTY}), [[PER|{PERSON}]] ({PARTY}) och [[PER|{PERSON}]] ({PARTY}) reserverade sig.
Det anser [[PER|{PERSON}]] ({PARTY}).
{Personnoun} [[PER|{PERSON}]] ({PARTY}) och oppositionsrådet [[PER|{PERSON}]] ({PARTY}) är överens.
– Vi hade tur, {said} [[PER|{SURNAME}]] till [[ORG|{PAPER}]].
Det {said} [[PER|{PERSON}]] i [[ORG|{PAPER}]].
Det uppger [[ORG|{PAPER}]] och [[ORG|{PAPER}]].
Enligt [[ORG|{PAPER}]] är [[PER|{PERSON}]] ({PARTY}) inte med i gruppen.
{Storm} {GIVEN} drog in över [[LOC|{PLACE}]] på {NUMBER} timmar.
Efter {storm} {GIVEN} saknade {NUMBER} hushåll i [[LOC|{PLACE}]] ström.
{Ship} {GIVEN} ligger i hamnen i [[LOC|{PLACE}]].
[[PER|{NAMESAKE} {SURNAME}]] {did} i går.
I [[LOC|{PLACE}]] {did} [[PER|{NAMESAKE} {SURNAME}]] en stund.
[[PER|{WORD}]] {is}.
[[PER|{WORD}]] {is}, {said} [[PER|{WORD}]].
I går ringde [[PER|{WORD}]] och sa att [[PER|{GIVEN}]] {is}.
Per {unit} blir det {NUMBER} kronor.
Hon tog {MATCH}-{medal} i [[LOC|{PLACE}]].
{MATCH}-{medal} i [[LOC|{PLACE}]] gjorde [[PER|{SURNAME}]] känd.
Bolaget [[ORG|{COMPANY}]] i [[LOC|{PLACE}]] går i konkurs.
Företagen [[ORG|{COMPANY}]], [[ORG|{COMPANY}]] och [[ORG|{COMPANY}]] delar på ordern.
""".strip().split("\n")


def column(path: str, name: str, keep) -> list[str]:
    with (ROOT / "lexicon" / path).open(encoding="utf-8") as lines:
        rows = csv.DictReader(
            (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        return sorted({row[name] for row in rows if keep(row)})


def genitive(name: str) -> str:
    if name.isupper() and name.isalpha():
        return name + ":s"
    return name if name[-1] in "sxz" else name + "s"


class Filler:
    def __init__(self) -> None:
        self.random = random.Random(9)
        self.companies = column("organisations.tsv", "name", lambda row: row["kind"] == "company")
        self.bodies = column(
            "organisations.tsv", "name", lambda row: row["kind"] not in ("company", "agency", "sportsclub")
        )
        self.towns = column(
            "localities.tsv", "name", lambda row: row["country"] == "SE" and int(row["inhabitants"]) > 9000
        )
        self.places = self.towns + column("places.tsv", "name", lambda row: row["kind"] in ("country", "city"))
        self.countries = column("regions.tsv", "name", lambda row: row["kind"] == "country")
        self.teams = column(
            "organisations.tsv", "name", lambda row: row["kind"] == "sportsclub" and row["country"] == "SE"
        )
        self.words = column("name-words.tsv", "word", lambda row: row["name_kind"].startswith("given"))
        self.given = column("given-names.tsv", "name", lambda row: int(row["women"]) + int(row["men"]) > 3000)
        everywhere = set(self.places + column("regions.tsv", "name", lambda row: row["kind"] == "capital"))
        self.namesakes = column(
            "given-names.tsv",
            "name",
            lambda row: row["name"] in everywhere and int(row["women"]) + int(row["men"]) > 20,
        )
        self.surnames = column("surnames.tsv", "name", lambda row: int(row["bearers"]) > 900)
        swedish = re.compile(
            r"[A-ZÅÄÖ][a-zåäöé]+(?:én|ér|gren|lund|kvist|qvist|berg|ström|hag|vall|stedt|mark|ing|ell)"
        )
        self.rare = column("surnames.tsv", "name", lambda row: swedish.fullmatch(row["name"]) is not None)

    def company(self) -> str:
        pick = self.random.choice
        return pick(self.companies) if self.random.random() < 0.4 else pick(FIRST_PARTS) + pick(LAST_PARTS)

    def paper(self) -> str:
        pick = self.random.choice
        if self.random.random() < 0.4:
            return f"{pick(self.towns)} {pick(PAPER_WORDS)}"
        return pick(PAPER_PARTS) + pick(PAPER_LAST)

    def surname(self) -> str:
        return self.random.choice(SURNAMES_MADE if self.random.random() < 0.1 else self.surnames)

    def fill(self, slot: str) -> str:
        pick = self.random.choice
        match slot:
            case "COMPANY":
                return self.company()
            case "BODY":
                return pick(self.bodies)
            case "PERSON":
                return f"{pick(self.given)} {self.surname()}"
            case "SURNAME":
                return self.surname()
            case "RARE":
                return pick(self.rare)
            case "title":
                return pick(TITLES)
            case "did":
                return pick(DID)
            case "GIVEN":
                return pick(self.given)
            case "NAMESAKE":
                return pick(self.namesakes)
            case "PLACE":
                return pick(self.places)
            case "TOWN":
                return pick(self.towns)
            case "CLUB":
                return pick(["FF", "IF", "BK", "AIS", "HC", "Hockey", "Dragons"])
            case "TEAM":
                return pick(self.teams)
            case "COUNTRY":
                return pick(self.countries)
            case "WORD":
                return pick(self.words)
            case "SCORE":
                return f"{self.random.randrange(7)}–{self.random.randrange(7)}"
            case "PARTY":
                return pick(PARTIES)
            case "PAPER":
                return self.paper()
            case "MATCH":
                return pick(MATCHES)
            case "medal":
                return pick(MEDALS)
            case "is":
                return pick(IS)
            case "unit":
                return pick(["person", "år", "månad", "styck", "timme", "vecka", "hushåll", "elev", "mil", "liter"])
            case "ROMAN":
                return pick(["II", "III", "IV", "VI", "XI", "XIV", "XVI"])
            case "INITIAL":
                return pick("ABCEGHJKLMNPRST")
            case "ROAD":
                return pick(["4", "6", "10", "14", "16", "18", "20", "22", "45", "65"])
            case "NUMBER":
                return str(self.random.randrange(12, 400))
            case "said":
                return pick(SAID)
        nouns = {
            "company": COMPANY_NOUNS,
            "body": BODY_NOUNS,
            "person": PERSON_NOUNS,
            "place": PLACE_NOUNS,
            "thing": THINGS,
            "storm": STORMS,
            "ship": SHIPS,
        }
        noun = pick(nouns[slot.lower().removesuffix("noun")])
        return noun.capitalize() if slot[0].isupper() else noun

    def sentence(self, pattern: str) -> str:
        def replace(match: re.Match[str]) -> str:
            slot, _, case = match[1].partition(":")
            filled = self.fill(slot)
            return genitive(filled) if case else filled

        return re.sub(r"\{([^}]+)\}", replace, pattern)


def main() -> None:
    filler = Filler()
    sentences = [filler.sentence(PATTERNS[number % len(PATTERNS)]) for number in range(SENTENCES)]
    OUTPUT.write_text("# Written by tools/write_training.py\n" + "\n\n".join(sentences) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
