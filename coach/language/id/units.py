"""Indonesian units: what can be weighed, measured, counted, waited for and paid with."""

from __future__ import annotations

from collections.abc import Sequence

from coach.language.text import wordset

Unit = tuple[str, float]

# words: (unit, factor). An ons is 100 g in the market, a kwintal 100 kg.
WEIGHT = {
    "kg": ("kg", 1.0),
    "kilo": ("kg", 1.0),
    "kilogram": ("kg", 1.0),
    "g": ("g", 1.0),
    "gr": ("g", 1.0),
    "gram": ("g", 1.0),
    "ons": ("g", 100.0),
    "kwintal": ("kg", 100.0),
    "kuintal": ("kg", 100.0),
    "ton": ("kg", 1000.0),
    "liter": ("l", 1.0),
    "l": ("l", 1.0),
    "ml": ("ml", 1.0),
    "mili": ("ml", 1.0),
    "mililiter": ("ml", 1.0),
    "cc": ("ml", 1.0),
}
LENGTH = {
    "cm": ("cm", 1.0),
    "senti": ("cm", 1.0),
    "sentimeter": ("cm", 1.0),
    "senti meter": ("cm", 1.0),
    "mm": ("mm", 1.0),
    "milimeter": ("mm", 1.0),
    "mili meter": ("mm", 1.0),
    "m": ("m", 1.0),
    "meter": ("m", 1.0),
    "km": ("km", 1.0),
    "kilometer": ("km", 1.0),
    "hektar": ("ha", 1.0),
    "hektare": ("ha", 1.0),
    "ha": ("ha", 1.0),
    "persen": ("percent", 1.0),
    "%": ("percent", 1.0),
}
COUNT = {
    "buah": ("fruit", 1.0),
    "biji": ("fruit", 1.0),
    "butir": ("fruit", 1.0),
    "bijian": ("fruit", 1.0),
    "kotak": ("box", 1.0),
    "dus": ("box", 1.0),
    "kardus": ("box", 1.0),
    "boks": ("box", 1.0),
    "box": ("box", 1.0),
    "peti": ("box", 1.0),
    "bungkus": ("bag", 1.0),
    "kantong": ("bag", 1.0),
    "plastik": ("bag", 1.0),
    "karung": ("bag", 1.0),
    "sak": ("bag", 1.0),
    "sachet": ("bag", 1.0),
    "saset": ("bag", 1.0),
    "pak": ("pack", 1.0),
    "pack": ("pack", 1.0),
    "renteng": ("pack", 1.0),
    "toples": ("jar", 1.0),
    "stoples": ("jar", 1.0),
    "botol": ("bottle", 1.0),
    "jerigen": ("bottle", 1.0),
    "jeriken": ("bottle", 1.0),
    "gelas": ("glass", 1.0),
    "kaleng": ("can", 1.0),
    "ikat": ("bunch", 1.0),
    "sisir": ("bunch", 1.0),
    "tandan": ("bunch", 1.0),
    "untai": ("bunch", 1.0),
    "lembar": ("piece", 1.0),
    "helai": ("piece", 1.0),
    "potong": ("piece", 1.0),
    "ekor": ("piece", 1.0),
    "pcs": ("piece", 1.0),
    "sarung": ("piece", 1.0),
    "kain": ("piece", 1.0),
    "selendang": ("piece", 1.0),
    "noken": ("piece", 1.0),
    "gulung": ("roll", 1.0),
    "pasang": ("pair", 1.0),
    "lusin": ("dozen", 1.0),
    "kodi": ("score", 1.0),
    "set": ("set", 1.0),
    "paket": ("set", 1.0),
    "porsi": ("portion", 1.0),
    "bakul": ("basket", 1.0),
    "keranjang": ("basket", 1.0),
    "nampan": ("tray", 1.0),
}
TIME = {
    "detik": ("second", 1.0),
    "menit": ("minute", 1.0),
    "jam": ("hour", 1.0),
    "hari": ("day", 1.0),
    "malam": ("day", 1.0),
    "minggu": ("week", 1.0),
    "pekan": ("week", 1.0),
    "bulan": ("month", 1.0),
    "tahun": ("year", 1.0),
    "generasi": ("generation", 1.0),
    "turunan": ("generation", 1.0),
    "keturunan": ("generation", 1.0),
}
CURRENCY = wordset("rupiah rp perak idr")
# Counted, but neither weighed nor paid: a large number before these is no price.
OTHERS = wordset(
    "orang petani pohon batang kali langkah warna macam jenis rasa keluarga pelanggan pembeli penonton"
    " anggota rumah desa dusun lapis helai derajat celcius mdpl ekor sarang perahu kebun umur anak ibu"
    " perajin lantai bintang halaman nomor level kamar baris tetes jurusan pengikut penduduk warga jiwa"
    " murid siswa santri karyawan pekerja tamu jemaat like komentar kata jahitan simpul putaran sendok"
)
TABLES = {"quantity": WEIGHT | LENGTH | COUNT, "duration": TIME}
ONE = "se"  # "sekilo" is one kilo, "sebotol" one bottle


def plain_unit(word: str) -> str:
    """ "kilonya" -> "kilo": what stands before "-nya" (its, the)."""
    return word.removesuffix("nya")


def unit_at(words: Sequence[str], at: int, kind: str) -> tuple[Unit, int] | None:
    """The unit of that kind ("quantity" or "duration") at a position, and where it ends; the longest one."""
    for length in (2, 1):
        if 0 <= at <= len(words) - length:
            name = " ".join((*words[at : at + length - 1], plain_unit(words[at + length - 1])))
            if unit := TABLES[kind].get(name):
                return unit, at + length
    return None


def one_unit(word: str, kind: str) -> Unit | None:
    """The unit in a word that says one of it: "sekilo", "sebotol", "sehari"; None for any other word."""
    inner = plain_unit(word).removeprefix(ONE)
    return TABLES[kind].get(inner) if word.startswith(ONE) and len(inner) > 1 else None


def is_unit(words: Sequence[str], at: int) -> bool:
    """Whether something countable stands there: a unit, or a counted noun."""
    if not 0 <= at < len(words):
        return False
    return plain_unit(words[at]) in OTHERS or any(unit_at(words, at, kind) for kind in TABLES)
