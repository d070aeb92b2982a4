"""What the shipped model and the settling of its names answer."""

import pytest

import svenner

NAMES = ("PER", "ORG", "LOC")


def found(text: str) -> list[tuple[str, str]]:
    return [(e.text, e.label) for e in svenner.analyze(text).entities if e.label in NAMES]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rysslands president Vladimir Putin besökte Genève.", "Rysslands LOC, Vladimir Putin PER, Genève LOC"),
        ("SVT:s serie hyllas av Expressen.", "SVT:s ORG, Expressen ORG"),
        ("Lunds universitet och KTH samarbetar.", "Lunds universitet ORG, KTH ORG"),
        ("Facebook köper WhatsApp.", "Facebook ORG, WhatsApp ORG"),
        ("Jag träffade doktor Andersson i Malmö.", "Andersson PER, Malmö LOC"),
        ("Olyckan skedde på E4 norr om Uppsala.", "E4 LOC, Uppsala LOC"),
        ("Guds kärlek är stor.", "Guds PER"),
        ("Gudar dyrkades i Grekland.", "Grekland LOC"),
        ("En björn sov under en sten vid en ek.", ""),
        ("Regeringen vill mer. Det var allt.", ""),
    ],
)
def test_names_of_running_text(text, wanted):
    assert ", ".join(f"{name} {label}" for name, label in found(text)) == wanted


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("Det är Ukrainas framtid.", ["Ukraina"]),
        ("Enligt UD:s talesperson är det klart.", ["UD"]),
        ("Han körde på E20:an.", ["E20"]),
        ("Bussen går från S:t Eriksplan.", ["S:t Eriksplan"]),
        ("Det var Lars bil.", ["Lars"]),
        ("Invånarna i Karlsnäs protesterar.", ["Karlsnäs"]),
        ("De köper Fjordlys AS. Men Fjordlys säger nej.", ["Fjordlys AS", "Fjordlys"]),
        ("STORM ÖVER MALMÖ", ["Malmö"]),
        ("Boken av G.H. Hardy såldes.", ["G.H. Hardy"]),
        ("Presstalesman Bengt Ohls förklarar läget.", ["Bengt Ohls"]),
        ("hon bor i malmö och jobbar i göteborg", ["Malmö", "Göteborg"]),
    ],
)
def test_norms(text, norms):
    assert [e.norm for e in svenner.analyze(text).entities if e.label in NAMES] == norms


def test_a_surname_goes_with_the_full_name():
    text = "Åklagaren Lena Forsmark hade yrkat på fängelse.\n– Jag är nöjd, säger Forsmark."
    assert [(e.text, e.label, e.norm) for e in svenner.analyze(text).entities if e.label in ("PER", "ORG", "LOC")] == [
        ("Lena Forsmark", "PER", "Lena Forsmark"),
        ("Forsmark", "PER", "Lena Forsmark"),
    ]


def test_the_particles_of_a_name_are_found_again():
    text = "Ursula von der Leyen, kommissionens ordförande, kom.\n”Vi väntar”, sade von der Leyen enligt Reuters."
    assert [e.norm for e in svenner.analyze(text).entities if e.label == "PER"] == ["Ursula von der Leyen"] * 2


def test_a_surname_is_found_again_at_a_sentence_s_start():
    text = "Det säger vd Karin Ödvall vid en pressträff. Ödvall tillträdde i fjol."
    assert ("Ödvall", "PER") in found(text)


def test_a_noun_before_a_name_that_stands_alone_too_is_no_part_of_it():
    text = "Bolaget Nimbra köper norska Zerlo\nMedicinteknikbolaget Nimbra räknar med vinst."
    assert [e.text for e in svenner.analyze(text).entities if e.norm == "Nimbra"] == ["Nimbra", "Nimbra"]


def test_names_are_found_inside_compounds():
    doc = svenner.analyze(
        "Natochefen varnar. Verkstadsbolaget Kelvik redovisar en sänkt vinst. "
        "Kelvikaktien föll med 11 procent i den tidiga handeln."
    )
    assert [(e.text, e.label) for e in doc.entities if e.compound] == [("Nato", "ORG"), ("Kelvik", "ORG")]


def test_the_linking_s_of_a_compound_is_not_the_name_s():
    doc = svenner.analyze("Rysslandspolitiken ändras. Rysslands president åkte hem, och Parisavtalet gäller i Paris.")
    assert [e.text for e in doc.entities if e.compound] == ["Ryssland", "Paris"]


def test_an_acronym_is_found_inside_compounds_though_a_word_is_spelt_so():
    doc = svenner.analyze("I går skrattade EU-kollegorna. Sedan kom LO-ordföranden med tv-bilder.")
    assert [(e.text, e.label) for e in doc.entities if e.compound] == [("EU", "ORG"), ("LO", "ORG")]


def test_an_acronym_that_a_village_is_spelt_as_is_no_place_inside_compounds():
    doc = svenner.analyze("Efter USA-besöket tog hon OS-guld.")
    assert [(e.text, e.label) for e in doc.entities if e.compound] == [("USA", "LOC")]


def test_the_owner_of_an_organisation_is_a_reading_of_its_own():
    (entity,) = svenner.analyze("Det meddelar USA:s utrikesdepartement.").entities
    assert (entity.text, entity.label) == ("USA:s utrikesdepartement", "ORG")
    assert [(e.text, e.norm, e.label) for e in entity.also] == [("USA:s", "USA", "LOC")]


def test_scores_are_probabilities_and_sources_are_told():
    doc = svenner.analyze("Jens Stoltenberg kom till Bryssel i går.")
    assert all(0 < entity.score <= 1 for entity in doc.entities)
    assert {entity.source for entity in doc.entities} == {"model", "rule"}


def test_without_a_model_the_lexicon_answers():
    doc = svenner.Analyzer(model=None).analyze("I går kom statsminister Ulf Kristersson till Bryssel.")
    names = [(e.text, e.label, e.source) for e in doc.entities if e.label in NAMES]
    assert ("Ulf Kristersson", "PER", "lexicon") in names
    assert ("Bryssel", "LOC", "lexicon") in names


@pytest.mark.parametrize("text", ["", "A" * 100_000, "A " * 20_000, "Å\udc80B " * 1000, "\0X\0 Y", "É" * 50_000])
def test_odd_texts_do_no_harm(text):
    for entity in svenner.analyze(text).entities:
        assert text[entity.start : entity.end] == entity.text


def test_a_document_explains_its_entities() -> None:
    doc = svenner.analyze("Då sade Jens Stoltenberg nej den 3 maj.")
    person, time = doc.entities
    reasons = doc.explain(person)
    assert {word for word, _, _ in reasons} == {"Jens", "Stoltenberg"}
    assert reasons == doc.explain(0)
    weights = [abs(weight) for _, _, weight in reasons]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 0.1
    assert doc.explain(time) == []


def test_only_the_documents_own_entities_are_explained() -> None:
    doc, other = svenner.analyze("Anna Ek kom."), svenner.analyze("Bo Ek kom.")
    with pytest.raises(IndexError, match="1 entities"):
        doc.explain(1)
    with pytest.raises(TypeError, match="doc.entities"):
        doc.explain(other.entities[0])
    with pytest.raises(TypeError, match="doc.entities"):
        doc.explain("Anna Ek")  # type: ignore[arg-type]
