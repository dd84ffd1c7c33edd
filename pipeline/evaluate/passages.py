"""Retrieval over any passages and relevance judgements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from pipeline import __version__
from pipeline.config import Workspace
from pipeline.evaluate.judgements import Judgement, read_judgements, read_passages
from pipeline.evaluate.progress import Progress, name_of, silent
from pipeline.evaluate.searching import searcher_over_passages
from pipeline.index.embed import load as load_embedder
from pipeline.index.hybrid import Searcher
from pipeline.scoring.loading import digest
from pipeline.scoring.measures import Counts
from pipeline.scoring.ranking import CUTOFF, count_ranking
from pipeline.scoring.results import Evaluation, figures


def evaluate_passages(
    passages: Path, questions: Path, *, workspace: Workspace, progress: Progress = silent
) -> Evaluation:
    """Recall, MAP and nDCG at 10 of the hybrid search; questions are what is resampled for intervals.

    ``passages`` holds {"id", "text"} lines, ``questions`` {"question", "relevant": [ids]} lines; GoldError
    names a line that does not.
    """
    texts, judgements = read_passages(passages), read_judgements(questions)
    config = workspace.config()
    embedder = load_embedder(config.index.model, cache=workspace.models)
    advance = progress("Embedding passages")
    counts: dict[str, Counts] = {}
    latencies: list[float] = []
    with searcher_over_passages(texts, embedder, advance=advance) as searcher:
        ids = [name for name, text in texts.items() if text]
        advance = progress("Searching")
        for number, (judgement, ranking, spent_ms) in enumerate(_rankings(searcher, ids, judgements), 1):
            counts[f"q{number:06}"] = count_ranking(ranking, judgement.relevant, scope="passages")
            latencies.append(spent_ms)
            advance(number, len(judgements))
    return Evaluation(
        name=name_of(questions, workspace),
        sha256=digest([passages, questions]),
        version=__version__,
        fingerprint=config.fingerprint(),
        suites=("retrieval",),
        counts=counts,
        figures=figures(counts),
        latencies_ms={"passages": latencies},
    )


def _rankings(
    searcher: Searcher, ids: Sequence[str], judgements: Sequence[Judgement]
) -> Iterator[tuple[Judgement, list[str], float]]:
    """Each judgement with the ids found for it, best first, and the time that took."""
    for judgement in judgements:
        start = perf_counter()
        hits = searcher.search(judgement.question, k=CUTOFF)
        yield judgement, [ids[hit.passage.first_block] for hit in hits], 1000 * (perf_counter() - start)
