"""What a model may be asked to do, job by job."""

from enum import StrEnum

LOCAL = "local"
"""The provider of models that run on this machine in a process of RoleCall's own."""


def model_name(provider: str, model: str) -> str:
    """`provider:model`, as the user sees it; of a model file its name without its folders."""
    if provider == LOCAL:
        model = model.replace("\\", "/").rpartition("/")[2].removesuffix(".gguf") or model
    return f"{provider or 'openai'}:{model}"


class ModelJob(StrEnum):
    """A job that a model can have; the built-in engine does each as well."""

    ANSWER = "answer"
    """Wording an answer in the chat from passages."""
    READ = "read"
    """Adding quotes to the reading of a role."""
    DRAFT = "draft"
    """Wording an email around its questions."""
    INTERVIEW = "interview"
    """Wording an interviewer's follow-up."""
    JUDGE = "judge"
    """Giving a level to a criterion of an answer."""
