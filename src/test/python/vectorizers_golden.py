"""Writes zoo/src/test/resources/text/vectorizers.json: scikit-learn's counts, TF-IDF and logistic
regression of a few texts. Run from the repository's root: python src/test/python/vectorizers_golden.py"""

import json
from pathlib import Path

from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression

TEXTS = [
    "The plot is thin, but the acting is superb.",
    "A superb film! The plot is not thin at all.",
    "Not superb; thin acting, thin plot, thin film.",
    "Ein Film über Käse und 2 Freunde, für Freunde.",
    "Où est le café ? Le café est à l'angle.",
    "Käse und Brot, Brot und Wein in Köln.",
    "Le film est fini, le pain est bon.",
]
LABELS = [0, 0, 0, 1, 2, 1, 2]
NEW = ["the café is not thin", "unbekannte Wörter", "Brot und film und film"]

CASES = {
    "words": dict(),
    "bigrams": dict(ngram_range=(1, 2), min_df=2),
    "most": dict(max_features=4),
    "characters": dict(analyzer="char", ngram_range=(2, 3), min_df=2),
    "one hot": dict(binary=True),
}


def case(options):
    counts = CountVectorizer(**options).fit(TEXTS)
    tfidf = TfidfVectorizer(**options).fit(TEXTS)
    sublinear = TfidfVectorizer(sublinear_tf=True, **options).fit(TEXTS)
    return {
        "columns": counts.get_feature_names_out().tolist(),
        "counts": counts.transform(NEW).toarray().tolist(),
        "tfidf": tfidf.transform(NEW).toarray().tolist(),
        "sublinear": sublinear.transform(NEW).toarray().tolist(),
    }


rows = TfidfVectorizer().fit(TEXTS)
model = LogisticRegression(C=2.0, tol=1e-10, max_iter=10_000).fit(rows.transform(TEXTS), LABELS)
balanced = LogisticRegression(C=2.0, class_weight={0: 1, 1: 3, 2: 0.5}, tol=1e-10, max_iter=10_000)
balanced.fit(rows.transform(TEXTS), LABELS)
golden = {
    "texts": TEXTS,
    "labels": LABELS,
    "news": NEW,
    "cases": {name: case(options) for name, options in CASES.items()},
    "probabilities": model.predict_proba(rows.transform(NEW)).tolist(),
    "weighted": balanced.predict_proba(rows.transform(NEW)).tolist(),
}
path = Path("zoo/src/test/resources/text/vectorizers.json")
path.parent.mkdir(parents=True, exist_ok=True)
path.write_text(json.dumps(golden, ensure_ascii=False) + "\n", encoding="utf-8")
