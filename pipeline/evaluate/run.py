"""The evaluation of a gold folder: read, extract, search, answer, and score each against gold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import __version__
from pipeline.config import Config, Workspace
from pipeline.evaluate.material import Material, prepare
from pipeline.evaluate.progress import Progress, name_of, silent
from pipeline.evaluate.reviewed import check_reviewed
from pipeline.review.reviewed import FILE as REVIEWED
from pipeline.scoring.answering import Reply, count_replies
from pipeline.scoring.gold import Gold, GoldDocument
from pipeline.scoring.loading import digest, load, with_questions
from pipeline.scoring.matching import Outcome, match
from pipeline.scoring.measures import SUITES, Counts, Suite, total
from pipeline.scoring.results import Evaluation, Judged, figures


@dataclass
class _Asked:
    """What searching and answering gave, by document name; latencies by scope."""

    replies: dict[str, dict[str, tuple[Reply, ...]]] = field(default_factory=dict)
    rankings: dict[str, Counts] = field(default_factory=dict)
    latencies_ms: dict[str, list[float]] = field(default_factory=dict)


def evaluate(
    folder: Path,
    *,
    workspace: Workspace,
    suite: Suite | None = None,
    questions: Path | None = None,
    progress: Progress = silent,
) -> Evaluation:
    """Score extraction, retrieval and answers, or the one suite named, on the gold folder.

    Source files named in sources.json are looked for in the gold folder, in the workspace's corpus/, and
    in folders ``corpus`` beside and above the gold folder; without one, the units stand in. ``questions``
    adds gold questions (JSONL file or folder) to those in the gold folder. Retrieval and answers are
    measured twice: with the document given, and over all gold documents together. GoldError names what
    is wrong with the gold.

    With extraction, the records in reviewed.jsonl beside the gold folder are checked too; when there are
    any, the folder itself may be missing.
    """
    kept = folder.parent / REVIEWED
    gold = load(folder) if folder.is_dir() or not kept.exists() else Gold(folder, (), digest([]))
    documents = with_questions(gold.documents, questions) if questions else gold.documents
    suites = (suite,) if suite else SUITES
    config = workspace.config()
    folders = [folder, workspace.corpus, folder.parent / "corpus", folder.parent.parent / "corpus"]
    materials = list(_prepared(documents, folders, config, progress))
    asked = _ask(materials, suites, workspace, progress)
    judged = tuple(_judged(material, asked, suites) for material in materials)
    counts = {one.gold.name: one.counts for one in judged}
    return Evaluation(
        name=name_of(folder, workspace),
        sha256=gold.sha256,
        version=__version__,
        fingerprint=config.fingerprint(),
        suites=suites,
        counts=counts,
        figures=figures(counts),
        documents=judged,
        latencies_ms=asked.latencies_ms,
        reviewed=check_reviewed(kept, folders, workspace, progress) if "extraction" in suites else (),
    )


def _prepared(
    documents: Sequence[GoldDocument], folders: Sequence[Path], config: Config, progress: Progress
) -> Iterator[Material]:
    advance = progress("Reading and extracting")
    for done, material in enumerate(prepare(documents, folders, config.read), start=1):
        advance(done, len(documents))
        yield material


def _judged(material: Material, asked: _Asked, suites: Sequence[Suite]) -> Judged:
    gold = material.gold
    replies = asked.replies.get(gold.name, {})
    outcomes: tuple[Outcome, ...] = match(gold, material.rows()) if "extraction" in suites else ()
    counts = total(
        [
            *(outcome.counts() for outcome in outcomes),
            *(count_replies(given, scope=scope) for scope, given in replies.items()),
            asked.rankings.get(gold.name, {}),
        ]
    )
    return Judged(gold, material.read_from, counts, outcomes, replies, material.problem)


def _ask(
    materials: Sequence[Material], suites: Sequence[Suite], workspace: Workspace, progress: Progress
) -> _Asked:
    """Search and answer as the suites want, over a store made for the purpose."""
    asked = _Asked()
    if not materials or not {"retrieval", "answers"} & set(suites):
        return asked
    from pipeline.evaluate.questions import Questioner
    from pipeline.evaluate.searching import searcher_over
    from pipeline.index.embed import load as load_embedder
    from pipeline.index.reranker import Reranker

    config = workspace.config()
    embedder = load_embedder(config.index.model, cache=workspace.models)
    reranker, indexing = Reranker(cache=workspace.models), progress("Indexing")
    with searcher_over(materials, embedder, config, advance=indexing, reranker=reranker) as searcher:
        questioner = Questioner(searcher, config.answers)
        advance = progress("Asking")
        for done, material in enumerate(materials, start=1):
            if "retrieval" in suites:
                asked.rankings[material.gold.name] = questioner.rank(material)
            if "answers" in suites:
                asked.replies[material.gold.name] = questioner.reply(material)
            advance(done, len(materials))
    asked.latencies_ms = questioner.latencies_ms
    return asked
