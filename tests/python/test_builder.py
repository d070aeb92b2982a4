"""Building data files: what the scripts in tools/ rely on."""

import array

import pytest

from svenner import DataError
from svenner._core import DataBuilder, word_key, word_keys


def test_file_begins_with_the_magic_word():
    builder = DataBuilder()
    builder.add("TEST", b"abc")
    file = builder.finish()
    assert file.startswith(b"SVENNER\0")
    assert b"abc" in file


def test_keys_are_one_a_word():
    assert word_key("Åsa", False) != word_key("åsa", fold_case=False)
    assert array.array("Q", word_keys(["åsa", "bo"])).tolist() == [word_key("åsa"), word_key("bo")]


def test_a_key_twice_is_refused():
    with pytest.raises(ValueError, match="key"):
        DataBuilder().add_table("TEST", word_keys(["a", "a"]), b"12", 1)


@pytest.mark.parametrize(
    ("keys", "values", "size"), [(b"1234567", b"1", 1), (b"12345678", b"", 1), (b"12345678", b"12", 1), (b"", b"1", 0)]
)
def test_buffers_that_do_not_agree_are_refused(keys, values, size):
    with pytest.raises(ValueError, match="expected"):
        DataBuilder().add_table("TEST", keys, values, size)


def test_trie_needs_rising_starts():
    keys = word_keys(["new", "york", "lund"])
    DataBuilder().add_trie("TEST", keys, array.array("I", [0, 2, 3]))
    for starts in ([], [0], [0, 2], [0, 0, 3], [0, 2, 4]):
        with pytest.raises(ValueError, match="rising"):
            DataBuilder().add_trie("TEST", keys, array.array("I", starts))


def test_wrong_types_and_names():
    with pytest.raises(TypeError, match="str"):
        word_key(b"a")
    with pytest.raises(TypeError, match="unexpected"):
        word_key("a", fold=True)
    with pytest.raises(ValueError, match="four letters"):
        DataBuilder().add("LONGER", b"")
    with pytest.raises(TypeError):
        DataBuilder(1)
    assert issubclass(DataError, ValueError)
