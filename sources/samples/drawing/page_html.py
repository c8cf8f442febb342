"""HTML pages of the samples: the same grids as in the PDFs, as `<table>` with rowspan and colspan."""

from __future__ import annotations

from html import escape

from drawing.grid import Cell, Grid


def _cell_html(cell: Cell, *, scope: str) -> str:
    tag = "th" if cell.head else "td"
    spans = "".join(f' {name}="{count}"' for name, count in (("rowspan", cell.rows), ("colspan", cell.cols)) if count > 1)
    scoped = f' scope="{scope}"' if cell.head else ""
    return f"<{tag}{spans}{scoped}>{escape(cell.text, quote=False).replace(chr(10), '<br>')}</{tag}>"


def table_html(grid: Grid, *, caption: str = "", css: str = "tbl") -> str:
    """The table as HTML; the first `head_rows` rows stand in `<thead>`."""
    out = [f'<table class="{css}">']
    if caption:
        out.append(f"<caption>{escape(caption, quote=False)}</caption>")
    for part, rows in (("thead", grid.rows[: grid.head_rows]), ("tbody", grid.rows[grid.head_rows :])):
        scope = "col" if part == "thead" else "row"
        out.append(f"<{part}>")
        out += ["<tr>" + "".join(_cell_html(cell, scope=scope) for cell in row) + "</tr>" for row in rows]
        out.append(f"</{part}>")
    out.append("</table>")
    return "\n".join(out)


def page_html(title: str, published: str, body: list[str], *, menu: tuple[str, ...], foot: str) -> bytes:
    """A whole page in UTF-8 with what surrounds the text on real sites: menu, bread crumbs, footer."""
    items = "".join(f'<li><a href="#{i}">{escape(item)}</a></li>' for i, item in enumerate(menu, start=1))
    lines = [
        "<!DOCTYPE html>",
        '<html lang="ja">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{escape(title)}</title>",
        "<style>body{font-family:sans-serif;max-width:60em;margin:auto;line-height:1.7}table{border-collapse:collapse}"
        "th,td{border:1px solid #666;padding:.4em .6em;text-align:left}th{background:#dde6ee}footer{color:#777;font-size:.8em}</style>",
        "</head>",
        "<body>",
        f'<nav><ul class="menu">{items}</ul></nav>',
        "<main>",
        f"<h1>{escape(title)}</h1>",
        f'<p class="date"><time datetime="{published}">{published.replace("-", ".")}</time></p>',
        *body,
        "</main>",
        f"<footer><p>{escape(foot)}</p></footer>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")
