"""Joins all text of the data folder into one file, a sentence on each line:

    python corpus.py DATA_FOLDER > corpus.txt
"""

import csv
import gzip
import sys
from pathlib import Path


def lines(data):
    for name in ("rt-polarity.neg", "rt-polarity.pos"):
        yield from plain(data / "rt-polarity" / name)
    for name in ("train.tsv", "dev.tsv", "test.tsv"):
        for line in plain(data / "sst2" / name):
            yield line.split("\t")[0]
    for path in sorted((data / "ag-news" / "ag_news_csv").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                yield from row[1:]
    for name in ("train_5500.label", "TREC_10.label"):
        with (data / "trec" / name).open(encoding="latin-1") as file:
            for line in file:
                yield line.split(" ", 1)[1]
    yield from plain(data / "tiny-shakespeare" / "input.txt")
    for line in plain(data / "deu-eng" / "deu.txt"):
        yield from line.split("\t")[:2]
    for path in sorted((data / "multi30k" / "task1" / "raw").glob("*.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from file


def plain(path):
    with path.open(encoding="utf-8") as file:
        yield from file


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for line in lines(Path(sys.argv[1])):
        print(line.strip("\r\n"))
