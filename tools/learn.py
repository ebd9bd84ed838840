"""Finds the curves from score to probability anew, after sentences, labels or words of a language changed.

python tools/learn.py            all languages
python tools/learn.py vi         one
"""

from __future__ import annotations

import sys

from coach.language import language
from coach.language.kept import write_calibration
from coach.language.labels import read_labels
from coach.language.recogniser import Recogniser
from coach.language.sentences import read_sentences
from coach.language.shelf import shipped_lessons
from coach.language.tongue import FOLDERS

if __name__ == "__main__":
    lessons = shipped_lessons()
    labels = read_labels(lessons / "labels.yaml")
    for name in sys.argv[1:] or FOLDERS:
        rows = read_sentences(lessons / "sentences" / f"{name}.tsv", labels)
        print(write_calibration(Recogniser.fit(rows, labels, language(name)), lessons))
