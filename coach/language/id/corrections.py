"""How an amount is taken back in Indonesian: "delapan puluh ribu, eh salah, sembilan puluh ribu"."""

from __future__ import annotations

from coach.language.en.corrections import Markers
from coach.language.text import wordset

TAKEN_BACK = Markers(
    (
        *("eh", "salah", "maaf", "ralat", "maksudnya", "maksudku", "maksud saya", "maksud aku", "koreksi"),
        *("sori", "sorry", "keliru", "kliru", "kebalik", "lupa"),
    ),
    wordset(
        "aduh oh ya yah kak kakak bun bunda bu pak bang bukan saya aku harganya harga itu ini yang jadi tadi"
        " deng ding sebut ngomong bilang benar bener betul harusnya seharusnya mestinya sebenarnya"
    ),
    wordset("bukan"),
)
