"""Words are gathered into utterances: what was said in one breath, or one written sentence."""

from __future__ import annotations

from collections.abc import Sequence

from coach.domain.transcript import Utterance, Word
from coach.language.text import tokens

PAUSE_S = 0.6  # a longer pause ends an utterance; within sentences speakers pause 0.2-0.5 s
JOIN_S = 1.0  # a fragment still belongs to its neighbour across this pause
FEWEST_TOKENS = 3  # fewer carry no meaning of their own ("Lang Son.", "Dạ vâng")
MOST_TOKENS = 25  # example sentences are rarely longer; a longer piece hides what it holds
SENTENCE_END = (".", "!", "?", "…")

Piece = list[Word]


def utterances(words: Sequence[Word]) -> tuple[Utterance, ...]:
    """Cut at pauses and sentence ends; every word is in exactly one utterance, in order."""
    joined = _join_fragments(_cut(words))
    return tuple(Utterance(tuple(part)) for piece in joined for part in _shorten(piece))


def _cut(words: Sequence[Word]) -> list[Piece]:
    pieces: list[Piece] = []
    for word in words:
        if not pieces or _ends(pieces[-1], word):
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _ends(piece: Piece, following: Word) -> bool:
    if _gap_s(piece[-1], following) > PAUSE_S:
        return True
    return _closes(piece[-1]) and _count(piece) >= FEWEST_TOKENS


def _closes(word: Word) -> bool:
    return word.text.rstrip("\"'”’)").endswith(SENTENCE_END)


def _gap_s(before: Word, after: Word) -> float:
    return after.span.start_s - before.span.end_s


def _count(piece: Sequence[Word]) -> int:
    return len(tokens(piece))


def _join_fragments(pieces: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if joined and _belongs(joined[-1], piece, following):
            joined[-1] = joined[-1] + piece
        else:
            joined.append(piece)
    return joined


def _belongs(before: Piece, piece: Piece, following: Piece | None) -> bool:
    """Whether a piece continues the one before it: either is a fragment, and no nearer neighbour waits."""
    gap_s = _gap_s(before[-1], piece[0])
    if gap_s > JOIN_S:
        return False
    if _count(before) < FEWEST_TOKENS:
        return True
    nearer = following is not None and _gap_s(piece[-1], following[0]) < gap_s
    return _count(piece) < FEWEST_TOKENS and not nearer


def _shorten(piece: Piece) -> list[Piece]:
    """Cut an over-long piece at its longest pause, again and again."""
    if _count(piece) <= MOST_TOKENS or len(piece) < 2:
        return [piece]
    cut = max(range(1, len(piece)), key=lambda at: _cut_worth(piece, at))
    return _shorten(piece[:cut]) + _shorten(piece[cut:])


def _cut_worth(piece: Piece, at: int) -> tuple[bool, float, bool, int]:
    """Sides large enough first, then the longer pause, then punctuation, then the middle."""
    large = FEWEST_TOKENS <= at <= len(piece) - FEWEST_TOKENS
    gap_s = round(_gap_s(piece[at - 1], piece[at]), 1)
    return large, gap_s, piece[at - 1].text.endswith((",", *SENTENCE_END)), -abs(2 * at - len(piece))
