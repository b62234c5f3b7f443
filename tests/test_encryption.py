"""How a site encrypts extracts, and what the reference lets one ask of it."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabsched.encryption import ExtractEncryptionMode

ENFORCED, ENABLED, DISABLED = ExtractEncryptionMode


@pytest.mark.parametrize(
    ("ability", "modes"),
    [
        ("encrypts_all", {ENFORCED}),
        ("decrypts_all", {DISABLED}),
        ("may_encrypt", {ENABLED}),
        ("may_decrypt", {ENABLED}),
        ("may_reencrypt", {ENFORCED, ENABLED}),
        ("may_create_encrypted", {ENFORCED, ENABLED}),
    ],
)
def test_each_mode_allows_what_the_reference_says(
    ability: str, modes: set[ExtractEncryptionMode]
) -> None:
    assert {mode for mode in ExtractEncryptionMode if getattr(mode, ability) is True} == modes
    assert all(getattr(mode, ability) in {True, False} for mode in ExtractEncryptionMode)


def test_every_mode_is_its_text_on_the_wire_and_one_sentence() -> None:
    assert [str(mode) for mode in ExtractEncryptionMode] == ["enforced", "enabled", "disabled"]
    for mode in ExtractEncryptionMode:
        assert ExtractEncryptionMode(str(mode)) is mode
        assert pickle.loads(pickle.dumps(mode)) is mode  # noqa: S301 our own bytes
        assert mode.description.endswith(".")
        assert mode.description.count(".") == 1
    assert len({mode.description for mode in ExtractEncryptionMode}) == len(ExtractEncryptionMode)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("enable", "'enable' is no extractEncryptionMode, enabled perhaps"),
        ("Enforced", "'Enforced' is no extractEncryptionMode, enforced perhaps"),
        (" disabled\n", "' disabled\\\\n' is no extractEncryptionMode, disabled perhaps"),
        ("ENABLED", "'ENABLED' is no extractEncryptionMode, enabled perhaps"),
        ("on", "'on' is no extractEncryptionMode"),
        ("", "'' is no extractEncryptionMode"),
        (None, "None is no extractEncryptionMode"),
        (["enabled"], "\\['enabled'\\] is no extractEncryptionMode"),
    ],
)
def test_an_unknown_mode_gets_the_near_one_and_the_three(written: object, sentence: str) -> None:
    with pytest.raises(
        ValueError, match=f"^{sentence}: a site's is enforced, enabled or disabled$"
    ):
        ExtractEncryptionMode(written)  # type: ignore[arg-type] # also what is no text


@given(st.text() | st.just("enabled " * 10**6))
def test_whatever_is_no_mode_gets_one_short_line(written: str) -> None:
    if written in set(ExtractEncryptionMode):
        return
    with pytest.raises(ValueError, match="is no extractEncryptionMode") as refusal:
        ExtractEncryptionMode(written)
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 400
