"""What does a site do with the encryption of its extracts, and what may be asked of it?"""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from reprlib import repr as shortened
from typing import NoReturn

# Longer than any slip of the three words: what lies beyond tells nothing.
_LONGEST_SLIP = 40


class ExtractEncryptionMode(StrEnum):
    """The `extractEncryptionMode` of a site, as Query Site shows it and Update Site sets it.

    Each member is its text on the wire. An unknown value is a ValueError that names the three.
    Where an attribute is false, the reference does not offer the thing in that mode; whether
    Tableau would refuse it is not said, but for `may_create_encrypted`.

    Source: [ref] About Extract Encryption.
    """

    ENFORCED = "enforced"
    ENABLED = "enabled"
    DISABLED = "disabled"

    @property
    def description(self) -> str:
        """What the mode does, in one sentence; the wording is not promised."""
        return _DESCRIPTIONS[self]

    @property
    def encrypts_all(self) -> bool:
        """Whether every extract of the site is encrypted, asked for or not."""
        return self is ExtractEncryptionMode.ENFORCED

    @property
    def decrypts_all(self) -> bool:
        """Whether every encrypted extract of the site gets decrypted."""
        return self is ExtractEncryptionMode.DISABLED

    @property
    def may_encrypt(self) -> bool:
        """Whether extracts can be encrypted: some by `encryptExtracts`, all by the site's method.

        The attribute stands in Publish and Update of a workbook or data source, and its owner or
        an administrator sets it.
        """
        return self is ExtractEncryptionMode.ENABLED

    @property
    def may_decrypt(self) -> bool:
        """Whether extracts can be decrypted, in the same two ways."""
        return self is ExtractEncryptionMode.ENABLED

    @property
    def may_reencrypt(self) -> bool:
        """Whether all extracts of the site can be encrypted anew with other keys."""
        return self is not ExtractEncryptionMode.DISABLED

    @property
    def may_create_encrypted(self) -> bool:
        """Whether the site lets `createExtract?encrypt=true` pass; a workbook may still refuse it.

        Source: [ref] Create an Extract for a Data Source, encryption-flag.
        """
        return self is not ExtractEncryptionMode.DISABLED

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        near: list[str] = []
        if isinstance(value, str):
            near = get_close_matches(value[:_LONGEST_SLIP].lower(), list(cls), 1)
        hint = f", {near[0]} perhaps" if near else ""
        raise ValueError(
            f"{shortened(value)} is no extractEncryptionMode{hint}: "
            "a site's is enforced, enabled or disabled"
        )


_DESCRIPTIONS = {
    ExtractEncryptionMode.ENFORCED: "Every extract on the site is encrypted.",
    ExtractEncryptionMode.ENABLED: (
        "Owners and administrators decide which extracts on the site are encrypted."
    ),
    ExtractEncryptionMode.DISABLED: (
        "No extract on the site is encrypted, and those that were get decrypted."
    ),
}
