# Installs a hashed lock and RoleCall itself into .venv: with uv where it is, else with pip.
# With a second lock, its packages are installed as they are, without what they depend on.
set -eu
echo "Installing RoleCall into .venv (a minute or two the first time)..." >&2
if command -v uv >/dev/null 2>&1; then
  install() { uv pip install --quiet --python .venv/bin/python "$@"; }
else
  .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip --upgrade
  install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"; }
fi
install --require-hashes -r "$1"
if [ $# -gt 1 ]; then install --require-hashes --no-deps -r "$2"; fi
install --no-deps --no-build-isolation -e .
