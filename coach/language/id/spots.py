"""Places no gazetteer knows, by what is said before them: "dari Takengon", "desa Wae Rebo"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.language.finds import Find
from coach.language.text import Token, wordset

KINDS = wordset(
    "desa dusun kampung kecamatan kabupaten kota provinsi pulau gunung bukit lembah danau sungai pantai"
    " kelurahan nagari teluk selat pasar"
)
SURE_KINDS = wordset("desa dusun kecamatan kabupaten kelurahan nagari provinsi")  # also without a capital
LEADING = wordset("di dari asal asalnya ke")
# Capitalised or behind "desa", but no place: people, sellers' apps, the country as a whole, everyday words.
NO_PLACE = wordset(
    "indonesia vietnam tiktok shopee lazada tokopedia instagram facebook whatsapp wa youtube google"
    " live bu ibu pak bapak mbak mas kak kakak allah tuhan ramadan lebaran natal senin selasa rabu kamis"
    " jumat sabtu minggu januari februari maret april mei juni juli agustus september oktober november"
    " desember kami saya aku kita ini itu sana sini situ yang dan dengan ya lain sebelah sendiri orang"
    " halal bpom pirt gmaps jam rumah kebun hutan laut betul jauh asli kecil besar mana sebelahnya anu"
    " kalau tidak ada juga atas bawah dalam seberang nenek ibukota tua punya paling mama ayah suami sa"
    " tiang abdi ambo beta kelahiran"
)
MOST_TOKENS = 3
LIKELY, UNSURE = 0.8, 0.5


def spots(tokens: Sequence[Token]) -> list[Find]:
    """Names of places by pattern, as heard."""
    return [*_capitalised(tokens), *_lower_case(tokens)]


def _capitalised(tokens: Sequence[Token]) -> Iterator[Find]:
    for at in range(1, len(tokens)):
        before = tokens[at - 1]
        if before.stop or before.text not in KINDS | LEADING:
            continue
        end = at
        while end < min(len(tokens), at + MOST_TOKENS) and _can_name(tokens[end]):
            end += 1
            if tokens[end - 1].stop:
                break
        if end > at:
            yield _found(tokens, at, end, LIKELY)


def _can_name(token: Token) -> bool:
    return token.capital and token.text not in NO_PLACE and not token.text[0].isdigit()


def _lower_case(tokens: Sequence[Token]) -> Iterator[Find]:
    """One word after "desa", "kabupaten", "kecamatan" when it is no everyday word."""
    for at in range(1, len(tokens)):
        token, before = tokens[at], tokens[at - 1]
        named = not token.capital and token.text.isalpha() and token.text not in NO_PLACE | KINDS
        if before.text in SURE_KINDS and not before.stop and named:
            yield _found(tokens, at, at + 1, UNSURE)


def _found(tokens: Sequence[Token], first: int, end: int, certainty: float) -> Find:
    return Find(
        "place.other", first, end, " ".join(token.raw for token in tokens[first:end]), None, certainty
    )
