from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.config import Config, IndexConfig, IngestConfig, ReadConfig, Workspace
from pipeline.errors import StoreError, UnknownDocument, UsageError
from pipeline.index.dense import open_index
from pipeline.index.embed import HashEmbedder
from pipeline.ingest import Failed, Found, Indexed, Ingested, Unchanged, ingest, pool, remove, summarise
from pipeline.store import Store
from tests.ingest.making import names, run, write


def open_store(root: Path) -> Store:
    return Store.open(Workspace(root).store_path)


def test_a_missing_path_is_named_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.md: no such file"):
        ingest([tmp_path / "nowhere.md"], workspace=Workspace(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_good_files_go_in_and_bad_ones_are_reported(tmp_path: Path) -> None:
    write(tmp_path / "corpus", "b.md", "a.md")
    (tmp_path / "corpus" / "c.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    (tmp_path / "corpus" / "d.md").touch()
    events = run([tmp_path / "corpus"], tmp_path)
    assert events[0] == Found(4)
    assert names(events, Ingested) == ["a.md", "b.md"]
    assert names(events, Failed) == ["c.pdf", "d.md"]
    assert isinstance(events[-1], Indexed)
    with open_store(tmp_path) as store:
        assert [(f.code, bool(f.remedy)) for f in store.failures()] == [("corrupt", True), ("empty", True)]
        assert [listed.source for listed in store.documents()] == ["a.md", "b.md"]
        assert [record["source"] for record in store.records("commitment")] == ["a.md", "b.md"]
        assert store.problems() == ()


def test_a_second_run_reads_nothing_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "corpus", "a.md", "b.md")
    (tmp_path / "corpus" / "bad.md").touch()
    run([tmp_path / "corpus"], tmp_path)
    monkeypatch.setattr(pool, "outcomes", None)
    events = run([tmp_path / "corpus"], tmp_path)
    assert names(events, Unchanged) == ["a.md", "b.md"]
    (failed,) = (event for event in events if isinstance(event, Failed))
    assert (failed.known, failed.code) == (True, "empty")
    assert not any(isinstance(event, Ingested | Indexed) for event in events)


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    write(corpus, "a.md", "b.md")
    (corpus / "bad.md").touch()
    run([corpus], tmp_path)
    (corpus / "a.md").write_text("We will fund lighthouses.")
    write(corpus, "bad.md")
    events = run([corpus], tmp_path)
    assert names(events, Ingested) == ["a.md", "bad.md"]
    assert names(events, Unchanged) == ["b.md"]
    with open_store(tmp_path) as store:
        assert store.document("a.md").text == "We will fund lighthouses."
        assert len(store.documents()) == 3
        assert store.failures() == ()
        assert store.problems() == ()


def test_a_file_that_goes_bad_takes_its_document_along(tmp_path: Path) -> None:
    (path,) = write(tmp_path / "corpus", "a.md")
    run([path], tmp_path)
    path.write_text("")
    run([path], tmp_path)
    with open_store(tmp_path) as store:
        assert store.documents() == ()
        assert [failure.code for failure in store.failures()] == ["empty"]
        assert len(open_index(store, tmp_path / "indexes", model_hash=HashEmbedder.model_hash)) == 0


def test_another_configuration_makes_everything_anew(tmp_path: Path) -> None:
    write(tmp_path / "corpus", "a.md")
    (tmp_path / "corpus" / "bad.md").touch()
    run([tmp_path / "corpus"], tmp_path)
    events = run([tmp_path / "corpus"], tmp_path, config=Config(index=IndexConfig(passage_words=50)))
    assert names(events, Ingested) == ["a.md"]
    assert [event.known for event in events if isinstance(event, Failed)] == [False]


def test_retry_tries_known_failures_again_but_no_documents(tmp_path: Path) -> None:
    write(tmp_path / "corpus", "a.md")
    (tmp_path / "corpus" / "bad.md").touch()
    run([tmp_path / "corpus"], tmp_path)
    events = run([tmp_path / "corpus"], tmp_path, retry=True)
    assert [event.known for event in events if isinstance(event, Failed)] == [False]
    assert names(events, Unchanged) == ["a.md"]


def test_the_same_content_twice_is_one_document_with_two_paths(tmp_path: Path) -> None:
    first, second = write(tmp_path / "corpus", "a.md", "z.md")
    second.write_bytes(first.read_bytes())
    events = run([tmp_path / "corpus"], tmp_path)
    assert (names(events, Ingested), names(events, Unchanged)) == (["a.md"], ["z.md"])
    with open_store(tmp_path) as store:
        (listed,) = store.documents()
        assert [Path(path).name for path in listed.paths] == ["a.md", "z.md"]
        assert store.resolve("z.md") == listed.id


def test_a_file_over_the_limit_is_reported_without_reading_it(tmp_path: Path) -> None:
    (path,) = write(tmp_path, "big.md")
    with path.open("r+b") as file:
        file.truncate(40 << 30)  # sparse: takes no room, but hashing it would take a minute
    events = run([path], tmp_path, config=Config(read=ReadConfig(file_mib=1)))
    assert [event.code for event in events if isinstance(event, Failed)] == ["too_large"]


def test_a_run_broken_off_keeps_what_was_finished_and_the_next_completes(tmp_path: Path) -> None:
    write(tmp_path / "corpus", "a.md", "b.md", "c.md")
    events = ingest([tmp_path / "corpus"], workspace=Workspace(tmp_path), embedder=HashEmbedder())
    assert isinstance(next(events), Found)
    assert isinstance(next(events), Ingested)
    events.close()  # type: ignore[attr-defined]  # what Ctrl-C between two files comes to
    with open_store(tmp_path) as store:
        assert [listed.source for listed in store.documents()] == ["a.md"]
        assert store.problems() == ()
        assert len(open_index(store, tmp_path / "indexes", model_hash=HashEmbedder.model_hash)) == 1
    assert names(run([tmp_path / "corpus"], tmp_path), Ingested) == ["b.md", "c.md"]


def test_removed_documents_leave_store_and_index(tmp_path: Path) -> None:
    write(tmp_path / "corpus", "a.md", "b.md", "c.md")
    run([tmp_path / "corpus"], tmp_path)
    assert [gone.source for gone in remove(["a.md", "b.md", "a.md"], workspace=Workspace(tmp_path))] == [
        "a.md",
        "b.md",
    ]
    with open_store(tmp_path) as store:
        generation = store.generation()
        assert generation is not None
        assert generation.content_version == store.content_version()
        assert generation.count == len(store.passage_ids()) == 1
        assert [listed.source for listed in store.documents()] == ["c.md"]


def test_nothing_is_removed_when_one_name_is_unknown(tmp_path: Path) -> None:
    write(tmp_path / "corpus", "a.md")
    run([tmp_path / "corpus"], tmp_path)
    with pytest.raises(UnknownDocument):
        list(remove(["a.md", "nothing.md"], workspace=Workspace(tmp_path)))
    with open_store(tmp_path) as store:
        assert len(store.documents()) == 1


def test_removing_without_a_store_makes_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store yet"):
        list(remove(["a.md"], workspace=Workspace(tmp_path)))
    assert list(tmp_path.iterdir()) == []


def test_the_store_itself_is_no_document(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    run([tmp_path], tmp_path)
    assert names(run([tmp_path], tmp_path), Unchanged) == ["a.md"]


@pytest.mark.slow
def test_records_do_not_depend_on_the_number_of_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "POOL_BYTES", 0)
    write(tmp_path / "corpus", *(f"{letter}.md" for letter in "abcdefgh"))
    (tmp_path / "corpus" / "bad.md").touch()
    rows = []
    for workers in (1, 2):
        root = tmp_path / str(workers)
        run([tmp_path / "corpus"], root, config=Config(ingest=IngestConfig(workers=workers)))
        with open_store(root) as store:
            passages = store.passages(store.passage_ids())
            rows.append((list(store.records()), passages, store.failures()[0].code))
    assert rows[0] == rows[1]
    assert len(rows[0][0]) >= 8


def test_a_summary_adds_up(tmp_path: Path) -> None:
    write(tmp_path / "corpus", "a.md", "b.md")
    (tmp_path / "corpus" / "bad.md").touch()
    summary = summarise(ingest([tmp_path / "corpus"], workspace=Workspace(tmp_path), embedder=HashEmbedder()))
    assert (summary.found, summary.ingested, summary.unchanged, summary.failed) == (3, 2, 0, 1)
    assert summary.passages == 2
    assert summary.records >= 2
    assert set(summary.seconds) == {"read", "analyse", "extract", "cut", "embed", "store", "index"}


def test_importing_ingest_loads_nothing_heavy() -> None:
    heavy = {"spacy", "faiss", "numpy", "torch", "lxml"}
    code = f"import sys, pipeline.ingest; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
