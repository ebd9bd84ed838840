"""Who is speaking, in Indonesian: names after "nama saya", "saya Bu"; and words for oneself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.language.finds import Find
from coach.language.text import Token, wordset

# Also as said in Sunda (abdi), Bali (tiang), Minang (ambo, awak), Papua (sa), Maluku (beta), Java (kulo)
# and Jakarta (gue).
SELF = wordset("saya aku kami gue gua abdi tiang ambo awak sa beta kulo ane")
WITH_VIEWERS = wordset("kita kitong kitorang")  # often the viewer too
TITLES = wordset(
    "bu ibu pak bapak mbak mbah mas kak kakak mama mace pace daeng bang abang mak emak ni uni uda teh"
    " teteh kang akang nek nenek kakek pakde bude om tante wak tuan nona cik koh ci mpok bung gus ning"
    " ustad haji hajah"
)
IS = wordset("adalah ialah itu ini ya e njih nggih")
# After "saya" these are no name: peoples, trades, places in a sentence that begins with a capital.
NO_NAME = wordset(
    "orang petani nelayan peternak pedagang penjual pengrajin perajin penenun pembuat asli dari di yang"
    " sendiri juga mau sudah lagi jual tinggal asal anak istri suami dan dengan ada bukan tidak dapat"
    " punya buat selalu akan ingin senang bangga indonesia jawa batak bali sunda minang bugis dayak"
    " melayu aceh papua vietnam islam live tiktok shopee masih belum baru cuma hanya bisa bilang kirim"
    " kasih minta mohon pakai petik tanam"
)
AFTER_NAME = wordset(
    "di dari petani orang yang tinggal asal ya kak pengrajin nelayan umur penjual dan saya sing"
)
MOST_NAME_TOKENS = 3
SURE, LIKELY, UNSURE = 1.0, 0.7, 0.5
# Words that end in -ku without being mine: "buku", "suku".
NOT_MINE = wordset(
    "buku suku kuku paku saku siku kaku beku laku baku bangku pelaku perilaku berlaku tungku terpaku"
)
FEWEST_LETTERS_OF_MINE = 5


def people(tokens: Sequence[Token]) -> list[Find]:
    """Names of the speaker, and every word she uses for herself or her own."""
    return [*_names(tokens), *_pronouns(tokens)]


def _names(tokens: Sequence[Token]) -> Iterator[Find]:
    end = 0
    for at in range(len(tokens)):
        begun = _begins(tokens, at) if at >= end else None
        found = _name(tokens, *begun) if begun else None
        if found:
            yield found
            end = found.end


def _begins(tokens: Sequence[Token], at: int) -> tuple[int, bool] | None:
    """Where a name may start, after "nama saya", "panggil saya", "saya"; and whether it must be one."""
    words = [token.text for token in tokens[at : at + 3]]
    if len(words) < 2 or tokens[at].stop:
        return None
    called = words[0] in ("nama", "panggil", "namanya") and words[1] in SELF
    called = called or (words[0] in SELF and words[1] in ("nama", "bernama"))
    if called or words[0] == "namaku":
        start = at + (1 if words[0] == "namaku" else 2)
        return start + (start < len(tokens) and tokens[start].text in IS), True
    if words[0] in SELF:
        return at + 1 + (words[1] in IS and words[1] not in ("itu", "ini")), False
    return None


def _name(tokens: Sequence[Token], start: int, named: bool) -> Find | None:
    if start >= len(tokens):
        return None
    titled = tokens[start].text in TITLES and not tokens[start].stop
    first = start + titled
    end = first
    while end < min(len(tokens), first + MOST_NAME_TOKENS) and _can_name(tokens[end]):
        end += 1
        if tokens[end - 1].stop:
            break
    if end > first and (titled or named or _over(tokens, end)):
        return Find("person_name", first, end, _told(tokens[first:end]))
    return _without_capitals(tokens, first) if titled or named else None


def _without_capitals(tokens: Sequence[Token], first: int) -> Find | None:
    """ "nama saya hua", "saya bu tum": the words up to one that cannot belong to a name."""
    end = first
    while end < min(len(tokens), first + 2) and _plain_name(tokens[end]):
        end += 1
        if tokens[end - 1].stop:
            break
    return Find("person_name", first, end, _told(tokens[first:end]), None, LIKELY) if end > first else None


def _plain_name(token: Token) -> bool:
    return token.text.isalpha() and token.text not in NO_NAME | AFTER_NAME | SELF | TITLES


def _can_name(token: Token) -> bool:
    return token.capital and token.text not in NO_NAME and token.text not in SELF | TITLES


def _over(tokens: Sequence[Token], end: int) -> bool:
    """Whether what follows shows that a name ended: a stop, the end, or "dari", "petani"."""
    return end >= len(tokens) or tokens[end - 1].stop or tokens[end].text in AFTER_NAME


def _told(tokens: Sequence[Token]) -> str:
    return " ".join(token.raw if token.capital else token.raw.title() for token in tokens)


def _pronouns(tokens: Sequence[Token]) -> Iterator[Find]:
    for at, token in enumerate(tokens):
        if token.text in SELF:
            yield Find("self_pronoun", at, at + 1, token.text)
        elif token.text in WITH_VIEWERS:
            yield Find("self_pronoun", at, at + 1, token.text, None, UNSURE)
        elif _mine(token.text):
            yield Find("self_pronoun", at, at + 1, token.text, None, LIKELY)


def _mine(word: str) -> bool:
    """ "kebunku", "istriku": my garden, my wife."""
    return word.endswith("ku") and len(word) >= FEWEST_LETTERS_OF_MINE and word not in NOT_MINE
