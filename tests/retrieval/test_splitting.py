from rolecall.domain.passages import Document
from rolecall.retrieval.splitting import LARGEST, WHOLE, said_words, split


def passages(text: str) -> list[str]:
    return [passage.text for passage in split(document(text))]


def document(text: str) -> Document:
    return Document(id="abc", name="notes.md", text=text)


def test_a_short_plain_note_is_one_passage_word_for_word() -> None:
    text = "We met on Monday.\n\nShe said:\n    no trivia.  Two spaces stay.\n\nThen lunch."
    (only,) = split(document(text))
    assert (only.id, only.source, only.heading, only.text) == ("doc:abc#1", "notes.md", "", text)


def test_a_note_of_two_words_is_kept() -> None:
    assert passages("Ask Priya") == ["Ask Priya"]


def test_a_short_file_of_one_line_under_a_heading_is_kept() -> None:
    (only,) = split(document("# Offer\n\nNinety thousand."))
    assert (only.heading, only.text) == ("Offer", "Ninety thousand.")


def test_passages_follow_headings_and_carry_them() -> None:
    first, second = "drill " * 60, "paper " * 60
    found = split(document(f"# Interview prep\n\n## Coding\n\n{first}\n\n## Research\n\n{second}"))
    assert [one.heading for one in found] == ["Interview prep / Coding", "Interview prep / Research"]
    assert [one.id for one in found] == [f"doc:abc#{n + 1}" for n in range(len(found))]


def test_short_neighbours_under_one_heading_are_joined_with_their_titles() -> None:
    text = "# Rounds\n\n## Coding\n\nTwo problems in an hour.\n\n## Talk\n\nForty minutes on your own paper."
    (only,) = split(document(text))
    assert only.heading == "Rounds"
    assert "Coding" in only.text
    assert "Talk" in only.text


def test_long_sections_are_halved_at_sentences_within_bounds() -> None:
    text = "# Long\n\n" + " ".join(
        f"Sentence number {n} says a little of something else." for n in range(200)
    )
    found = split(document(text))
    assert len(found) > 5
    assert all(len(one.text.split()) <= LARGEST for one in found)
    assert all(one.text.endswith(".") and one.heading == "Long" for one in found)
    assert " ".join(one.text for one in found).split() == text.split()[2:]


def test_a_plain_text_up_to_the_bound_stays_whole() -> None:
    assert len(passages(" ".join(f"w{n}" for n in range(WHOLE)).replace("w", "word"))) == 1


def test_pieces_of_links_alone_are_dropped() -> None:
    links = "\n".join(f"- [Course {n} on things](https://example.org/{n})" for n in range(30))
    text = f"# Courses\n\n{links}\n\n# Advice\n\n{'Read one of them slowly and take notes. ' * 10}"
    assert [one.heading for one in split(document(text))] == ["Advice"]


def test_a_piece_said_twice_is_kept_once() -> None:
    piece = "Practise aloud with a friend who interrupts you often and asks for the reason. " * 6
    text = f"# One\n\n{piece}\n\n# Two\n\n{piece}"
    assert len(split(document(text))) == 1


def test_a_heading_inside_code_is_code() -> None:
    text = (
        "# Setup\n\n```\n# not a heading\nmake run\n```\n" + "Then wait until the page opens by itself. " * 8
    )
    (only,) = split(document(text))
    assert only.heading == "Setup"
    assert "# not a heading" in only.text


def test_characters_that_hide_words_are_taken_out() -> None:
    text = "Good\u200b morning\u202e to\U000e0041 all\0 of you here"
    assert passages(text) == ["Good morning to all of you here"]


def test_nothing_said_gives_no_passage() -> None:
    assert passages("") == passages("  \n ") == passages("?!") == passages("https://example.org/a/b") == []


def test_a_text_without_spaces_is_counted_and_split() -> None:
    text = "面接では研究の話をします。" * 600
    found = passages(text)
    assert len(found) >= 1
    assert said_words("面接では研究の話をします") >= 4
    assert all(len(one) <= 12 * WHOLE for one in found)
