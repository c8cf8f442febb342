"""What stands beside the files of a release: bill of materials, audit of what it depends on, sums of all. Part of `make release`.

    python release/finish.py dist

Exit code 1 where a package with a known hole is among them, 2 where that could not be found out, which is no pass.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = "subsidy-rules[all]"
SBOM, AUDIT, SUMS = "sbom.cdx.json", "audit.json", "SHA256SUMS"
Call = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


def called(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """What a tool that is installed beside this Python says."""
    return subprocess.run([str(Path(sys.executable).with_name(command[0])), *command[1:]], capture_output=True, text=True, check=False)


def pins(product: str = PRODUCT) -> tuple[str, ...]:
    """All that the product needs here when all of it is installed, as `name==version`: not the tools that it is made and tested with."""
    found: dict[str, str] = {}
    todo = [(name, frozenset(extras)) for name, extras in _needs(product, frozenset())]
    seen = set(todo)
    while todo:
        name, extras = todo.pop()
        try:
            dist = distribution(name)
        except PackageNotFoundError:  # of another system
            continue
        if name != canonicalize_name(Requirement(product).name):
            found[name] = dist.version
        for line in dist.requires or ():
            for need in _needs(line, extras):
                if need not in seen:
                    seen.add(need)
                    todo.append(need)
    return tuple(f"{name}=={version}" for name, version in sorted(found.items()))


def _needs(line: str, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    need = Requirement(line)
    if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in (extras or {""}) | {""}):
        yield canonicalize_name(need.name), frozenset(need.extras)


def write_sbom(listed: Path, out: Path, call: Call = called) -> None:
    """The CycloneDX bill of materials of the listed packages. The same packages give the same bytes."""
    command = ["cyclonedx-py", "requirements", str(listed), "--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible"]
    done = call([*command, "--output-file", str(out)])
    if done.returncode != 0:
        raise SystemExit(f"the bill of materials could not be made: {done.stderr.strip()}")


def audit(listed: Path, out: Path, call: Call = called) -> int:
    """0: no package has a known hole; 1: some have, named; 2: the database of advisories could not be asked. Told, and in a file."""
    done = call(["pip-audit", "--requirement", str(listed), "--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"])
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        packages = None
    skipped = [one["name"] for one in packages or () if "skip_reason" in one]
    if packages is None or skipped:
        some = f"it knows nothing of {len(skipped)} of {len(packages or ())}: {', '.join(skipped[:5])}{' …' if skipped[5:] else ''}"
        reason = some if skipped else (done.stderr.strip().splitlines() or ["?"])[-1]
        out.write_text(json.dumps({"audited": False, "reason": reason}, indent=1) + "\n", encoding="utf-8")
        print(f"NOT AUDITED, which is no pass: the database of advisories could not be asked for all packages ({reason})", file=sys.stderr)
        return 2
    holes = {one["name"]: [hole["id"] for hole in one["vulns"]] for one in packages if one.get("vulns")}
    out.write_text(json.dumps({"audited": True, "packages": len(packages), "holes": holes}, indent=1) + "\n", encoding="utf-8")
    for name, ids in holes.items():
        print(f"{name} has known holes: {', '.join(ids)}", file=sys.stderr)
    if not holes:
        print(f"No known hole in {len(packages)} packages.")
    return 1 if holes else 0


def write_sums(folder: Path) -> int:
    """SHA-256 of every file of the release, as `sha256sum --check` reads it; how many."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    return len(files)


def main(folder: Path) -> int:
    listed = ROOT / "build" / "release.txt"
    listed.parent.mkdir(exist_ok=True)
    listed.write_text("".join(f"{pin}\n" for pin in pins()), encoding="utf-8")
    write_sbom(listed, folder / SBOM)
    outcome = audit(listed, folder / AUDIT)
    print(f"{write_sums(folder)} files in {folder.name}/, their sums in {folder.name}/{SUMS}")
    return outcome


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
