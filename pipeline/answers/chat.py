"""Language models of any provider, by LangChain's init_chat_model: what a prompt is sent to, nothing more."""

from __future__ import annotations

from pipeline.answers.rephrase import Generate
from pipeline.errors import GenerationError, UsageError

TIMEOUT_S = 30.0


def chat_model(name: str, *, timeout_s: float = TIMEOUT_S) -> Generate:
    """The model ``provider:model`` as a function of instructions and prompt.

    Key and address come from the provider's own environment variables (OPENAI_API_KEY and OPENAI_BASE_URL,
    ANTHROPIC_API_KEY, OLLAMA_HOST). UsageError when the name is of another form, the provider's package is
    not installed, or its settings are missing. The function raises GenerationError when the model cannot be
    reached, does not answer in time, or answers with what is no text.
    """
    from langchain.chat_models import init_chat_model

    provider, colon, model = name.partition(":")
    if not (provider and colon and model):
        raise UsageError(
            f"{name!r} names no language model. Write provider:model, such as openai:gpt-5-mini."
        )
    limits = {"client_kwargs": {"timeout": timeout_s}} if provider == "ollama" else _limits(timeout_s)
    try:
        chat = init_chat_model(model, model_provider=provider, temperature=0, **limits)
    except ImportError as exc:
        raise UsageError(
            f"{name}: the package for {provider} is missing. Run pip install 'pledgebook[llm]', or install "
            f"langchain-{provider}."
        ) from exc
    except Exception as exc:  # each provider has its own errors for a missing key or an unknown name
        raise UsageError(f"{name}: cannot be used ({_reason(exc)}). Check its key and its name.") from exc

    def generate(instructions: str, prompt: str) -> str:
        try:
            reply = chat.invoke([("system", instructions), ("user", prompt)])
        except Exception as exc:  # each provider has its own errors; none of them may cost the answer
            raise GenerationError(f"{name} gave no answer ({_reason(exc)}).") from exc
        return str(reply.text)

    return generate


def _limits(timeout_s: float) -> dict[str, float | int]:
    return {"timeout": timeout_s, "max_retries": 0}


def _reason(exc: Exception) -> str:
    """The first line of what went wrong, at most 120 characters."""
    first = (str(exc).strip().splitlines() or [""])[0]
    return (first or type(exc).__name__)[:120].rstrip(" .")
