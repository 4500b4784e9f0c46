"""Keys of models stay in one private file."""

import json
import os

import pytest

from rolecall.ports import StoreFault
from rolecall.storage import SecretKeeper, open_store


def test_a_key_is_kept_per_owner_until_it_is_forgotten(tmp_path):
    keeper = SecretKeeper(tmp_path)
    assert keeper.get("ann") == ""
    keeper.set("ann", "sk-ann")
    keeper.set("bob", "sk-bob")
    assert SecretKeeper(tmp_path).get("ann") == "sk-ann"
    keeper.forget("ann")
    keeper.forget("ann")
    assert (keeper.get("ann"), keeper.get("bob")) == ("", "sk-bob")
    assert b"sk-ann" not in (tmp_path / "secrets.json").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="file modes as on POSIX")
def test_only_its_user_can_read_the_file(tmp_path):
    keeper = SecretKeeper(tmp_path / "new")
    keeper.set("ann", "sk-1")
    (tmp_path / "new" / "secrets.json").chmod(0o644)
    keeper.set("ann", "sk-2")
    assert (tmp_path / "new" / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secrets.json"]


def test_a_key_is_in_no_export_and_no_words(tmp_path):
    store, keeper = open_store(None, tmp_path), SecretKeeper(tmp_path)
    keeper.set("ann", "sk-very-secret")
    store.append("ann", "s", "k", {})
    assert "sk-very-secret" not in json.dumps(store.export("ann"))
    assert "sk-very-secret" not in repr(keeper)
    store.close()


def test_a_damaged_file_is_kept_aside_and_the_key_asked_for_again(tmp_path):
    (tmp_path / "secrets.json").write_text('{"ann": "sk-')
    keeper = SecretKeeper(tmp_path)
    assert keeper.get("ann") == ""
    assert (tmp_path / "secrets.damaged.json").exists()
    keeper.set("ann", "sk-new")
    assert keeper.get("ann") == "sk-new"


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "secrets.json").mkdir()
    with pytest.raises(StoreFault, match=r"secrets\.json"):
        SecretKeeper(tmp_path).get("ann")
