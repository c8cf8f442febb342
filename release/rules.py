"""What a release holds of the rule sets beside the package of data: databases, workbooks, the site and a changelog. Part of `make release`.

    python release/rules.py rules_out dist

The same sets give the same bytes, but for workbooks, which hold the time they were written.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from subsidy_rules.export.formats import write_export
from subsidy_rules.stages.site import changelog, published, site_files

SITE, CHANGELOG = "subsidy-rules-site.zip", "RULES-CHANGELOG.md"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can hold


def zipped(files: Mapping[str, str]) -> bytes:
    """An archive of these files by name, in which nothing tells when it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def write_all(rules: Path, out: Path) -> list[str]:
    """Writes everything into `out`, and says under which names."""
    found = published(rules)
    files: dict[str, bytes] = {SITE: zipped(site_files(rules, "ja")), CHANGELOG: changelog(found, "ja").encode("utf-8")}
    for one in found:
        for ruleset in one.editions:
            name = f"{one.programme}-{ruleset.edition}"
            files[f"{name}.db"] = write_export("sqlite", [ruleset], "ja")
            files[f"{name}.xlsx"] = write_export("xlsx", [ruleset], "ja")
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (out / name).write_bytes(data)
    return sorted(files)


if __name__ == "__main__":
    print("\n".join(write_all(Path(sys.argv[1]), Path(sys.argv[2]))))
