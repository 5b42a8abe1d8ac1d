#!/usr/bin/env bash
# The two commands of the README, in a Debian that has npm and nothing else, as a container has it. Needs root, debootstrap
# and two cores for ten minutes; what it made is gone afterwards. Arguments are those of
# `npm test`.
set -euo pipefail
cd "$(dirname "$0")/.."

[[ $EUID == 0 ]] || { echo 'bareRoot: only root can make a root' >&2; exit 2; }
command -v debootstrap >/dev/null || { echo 'bareRoot: apt-get install debootstrap' >&2; exit 2; }

root=$(mktemp -d)
chmod 755 "$root"
# What is mounted below it is mounted for its own processes only, and so is neither seen nor deleted here.
trap 'rm -rf --one-file-system "$root"' EXIT

# From wherever this machine has its Debian, and of the same release.
read -r mirror release < <(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' \
  'Component: main' "Codename: $(. /etc/os-release && echo "$VERSION_CODENAME")" | head -1)
debootstrap --variant=minbase --include=ca-certificates "$release" "$root" "$mirror" >"$root.log" 2>&1 ||
  { cat "$root.log" >&2; exit 1; }
rm "$root.log"
# The way to the packages is this machine's: names, and authorities that are trusted.
cp /etc/resolv.conf /etc/hosts "$root/etc/"
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
mkdir "$root/cofactor"
git archive HEAD | tar -x -C "$root/cofactor"

cat >"$root/commands" <<'COMMANDS'
set -euo pipefail
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; }
step() { printf '\n=== %s\n' "$*"; }

apt-get update -qq
install npm
cd /cofactor
step "node $(node --version), npm $(npm --version)"

step 'without libatomic1 it says what is missing'
if npm ci >/tmp/install 2>&1; then npm start >/tmp/start 2>&1 && exit 1; grep 'apt-get install libatomic1' /tmp/start
else grep -o 'libatomic.so.1: cannot open.*' /tmp/install; fi
grep -o 'apt-get install libatomic1' README.md | head -1
install libatomic1

step 'npm ci && npm start'
npm ci 2>&1 | tail -3
COFACTOR_PORT=18943 npm start &
npm=$!
ready() {
  node_modules/.bin/node -e 'fetch("http://127.0.0.1:18943/readyz").then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))'
}
for _ in $(seq 150); do ready && break; sleep 0.2; done
node_modules/.bin/node -e '
  const places = ["/readyz", "/", "/dev", "/docs", "/authenticator/", "/admin"];
  for (const place of places) {
    const { status } = await fetch("http://127.0.0.1:18943" + place);
    console.log(status, place);
    if (status !== 200) process.exitCode = 1;
  }'
kill -TERM $npm
for _ in $(seq 100); do ready || break; sleep 0.2; done
if ready; then echo 'it did not stop' >&2; exit 1; fi

step 'npm ci && npm test'
npm ci 2>&1 | tail -3
npm test -- "$@" >/tmp/tests 2>&1 || { grep -nE '^\s*(✖|#)' /tmp/tests | head -60; tail -20 /tmp/tests; exit 1; }
if grep 'PostgreSQL tests are SKIPPED' /tmp/tests; then exit 1; fi
grep -E '^PostgreSQL:|^ℹ' /tmp/tests
COMMANDS

# Processes of its own, which end with the first of them: no server stays behind, whatever happens.
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt ROOT="$root" \
  unshare --mount --pid --fork --kill-child bash -euc '
    mount -t proc proc "$ROOT/proc"
    mount -t tmpfs tmpfs "$ROOT/dev/shm"
    exec chroot "$ROOT" bash /commands "$@"' bash "$@"
