"""What the page says of the sandbox beside the editor."""

from rolecall.ports import Wall
from rolecall.web import coding_page

STANDING = Wall(name="network", keeps="no address answers", stands=True)
MISSING = Wall(name="files", keeps="nothing of yours is read", stands=False, why_not="no <Landlock>")


def test_every_wall_stands_in_a_fold_and_the_line_counts_them() -> None:
    shown = coding_page.sandboxed("full (namespaces)", (STANDING, STANDING))
    assert "Sandbox: full (namespaces); 2 walls stand." in shown
    assert "<li>network: no address answers</li>" in shown


def test_a_missing_wall_is_named_with_what_is_missing() -> None:
    shown = coding_page.sandboxed("plain", (STANDING, MISSING))
    assert "1 of 2 walls stand" in shown
    assert "Missing here: no &lt;Landlock&gt;." in shown


def test_where_no_sandbox_stands_one_sentence_says_why() -> None:
    shown = coding_page.sandboxed("", (), "Install bubblewrap.")
    assert "Code cannot run here: Install bubblewrap." in shown
    assert "walls" not in shown
