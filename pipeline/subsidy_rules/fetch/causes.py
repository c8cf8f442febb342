"""Why a document could not be had, by cause, and what each cause says in both languages.

The causes follow the practice of the Open Terms Archive engine: an address that is gone, that refuses, that sends something else, or
nothing where there was something, is each told apart, because each asks for something else of the analyst.
"""

from __future__ import annotations

from dataclasses import dataclass

from subsidy_rules.model.errors import FetchError, Place, Wording


@dataclass(frozen=True, slots=True)
class _Words:
    """What happened and what to do, English and Japanese; `{detail}` is filled with what is known of the case."""

    en: str
    ja: str
    todo_en: str
    todo_ja: str


_KEPT = ("What was stored before stays in use; it may be outdated.", "保存済みの版を引き続き使いますが、古くなっている可能性があります。")
_MISSING = ("Its rules are missing from the result.", "この文書の規則は結果に含まれません。")
_BROWSER = (
    "Open the address in a browser; store the file with `subsidy-rules fetch FILE --programme P --edition E` or put it into the inbox.",
    "ブラウザでURLを開き、subsidy-rules fetch ファイル --programme P --edition E で登録するか、inbox に置いてください。",
)
_AGAIN = ("Try again later.", "時間をおいて再実行してください。")
_MOVED = (
    "Look for the new address: `subsidy-rules sources discover PROGRAMME`; --archive asks the Internet Archive for the last copy.",
    "subsidy-rules sources discover 事業ID で新しいURLを探すか、--archive で Internet Archive の写しを確認してください。",
)
_LOOK = (
    "Look at the page; if this is the document as it is now, write its sha256 ({sha256}) into the programme's definition.",
    "ページを確認し、これが現在の文書であれば、事業の定義にその sha256（{sha256}）を書いてください。",
)

CAUSES: dict[str, _Words] = {
    "gone": _Words("There is nothing at this address any more ({detail}).", "このURLには文書がありません（{detail}）。", *_MOVED),
    "blocked": _Words("The server refuses to give the document ({detail}).", "サーバーが文書の提供を拒否しました（{detail}）。", *_BROWSER),
    "robots": _Words(
        "The site asks programs not to fetch this address (robots.txt: {detail}).",
        "このURLはプログラムによる取得が robots.txt で禁止されています（{detail}）。",
        *_BROWSER,
    ),
    "busy": _Words("The server asks to come back later ({detail}).", "サーバーが混雑しています（{detail}）。", *_AGAIN),
    "failing": _Words("The server fails ({detail}).", "サーバーでエラーが発生しています（{detail}）。", *_AGAIN),
    "unexpected_status": _Words(
        "The server answers with something unexpected ({detail}).", "サーバーから想定外の応答がありました（{detail}）。", *_BROWSER
    ),
    "timeout": _Words("The server does not answer in time ({detail}).", "サーバーから時間内に応答がありません（{detail}）。", *_AGAIN),
    "too_slow": _Words(
        "The download takes longer than {detail} and was stopped.", "ダウンロードが{detail}を超えたため中止しました。", *_AGAIN
    ),
    "unreachable": _Words("The server cannot be reached ({detail}).", "サーバーに接続できません（{detail}）。", *_AGAIN),
    "cut": _Words("The connection broke before the end ({detail}).", "途中で接続が切れました（{detail}）。", *_AGAIN),
    "certificate": _Words(
        "The server cannot prove who it is ({detail}).",
        "サーバー証明書を検証できません（{detail}）。",
        "Do not use what it sends; ask the administrator of the site.",
        "取得した内容は使わず、サイトの管理者に確認してください。",
    ),
    "redirects": _Words("The address leads nowhere ({detail}).", "転送先に到達できません（{detail}）。", *_MOVED),
    "bad_address": _Words(
        "This is no address that can be fetched ({detail}).",
        "取得できないURLです（{detail}）。",
        "Mend the address in the programme's definition.",
        "事業の定義のURLを直してください。",
    ),
    "private_address": _Words(
        "The address lies in a private network ({detail}).",
        "プライベートネットワーク内のURLです（{detail}）。",
        "If it is meant, give --allow-private.",
        "意図したものであれば --allow-private を指定してください。",
    ),
    "too_large": _Words(
        "The document is larger than {detail}.",
        "文書が{detail}を超えています。",
        "Check the address; if it is right, raise the limit with --max-mb.",
        "URLを確認し、正しければ --max-mb で上限を上げてください。",
    ),
    "unexpected_type": _Words("Something else than the document came: {detail}", "文書とは別のものが返されました: {detail}", *_BROWSER),
    "login_page": _Words(
        "A login page came instead of the document ({detail}).", "文書ではなくログイン画面が返されました（{detail}）。", *_BROWSER
    ),
    "error_page": _Words(
        "An error page came instead of the document ({detail}).", "文書ではなくエラー画面が返されました（{detail}）。", *_MOVED
    ),
    "damaged": _Words(
        "The file is damaged or was cut short ({detail}).", "ファイルが壊れているか、途中で切れています（{detail}）。", *_AGAIN
    ),
    "empty": _Words("The document is a placeholder ({detail}).", "仮の文書です（{detail}）。", *_AGAIN),
    "empty_after_content": _Words(
        "The document is empty now, it was not before ({detail}).", "以前は内容のあった文書が空になっています（{detail}）。", *_LOOK
    ),
    "changed_structure": _Words(
        "The document lost nine tenths of its text ({detail}).", "文書の文章の9割が失われています（{detail}）。", *_LOOK
    ),
    "not_pinned": _Words(
        "This is not the version that the lock file pins ({detail}).",
        "ロックファイルで固定された版ではありません（{detail}）。",
        "Fetch without --locked to take the new version, or restore the store.",
        "新しい版を使う場合は --locked を外し、そうでなければ保存先を元に戻してください。",
    ),
    "offline": _Words(
        "The document is not in the store, and the network is not to be used ({detail}).",
        "この文書は保存されておらず、ネットワークを使わない指定です（{detail}）。",
        "Fetch it without --offline, or give --mirror DIR.",
        "--offline を外して取得するか、--mirror フォルダ を指定してください。",
    ),
    "no_address": _Words(
        "The document is known by its content only ({detail}).",
        "この文書は内容（ハッシュ値）だけが登録されています（{detail}）。",
        "Put the file into the inbox, or add its address to the programme's definition.",
        "ファイルを inbox に置くか、事業の定義にURLを追加してください。",
    ),
    "not_in_mirror": _Words(
        "The mirror does not have this address ({detail}).",
        "ミラーにこのURLがありません（{detail}）。",
        "Add the file, or fetch without --offline.",
        "ファイルを追加するか、--offline を外して取得してください。",
    ),
    "no_links": _Words(
        "None of the links that the definition describes is on this page ({detail}).",
        "定義にあるリンクがこのページに1件も見つかりません（{detail}）。",
        "Look at the page; mend `selector`, `file` or `text` in the programme's definition.",
        "ページを確認し、事業の定義の selector・file・text を直してください。",
    ),
    "feed": _Words(
        "The portal's answer is not what its interface describes ({detail}).",
        "ポータルの応答がAPIの仕様と異なります（{detail}）。",
        *_AGAIN,
    ),
}  # fmt: skip


def trouble(cause: str, place: str, detail: str = "", *, detail_ja: str = "", kept: bool = False, sha256: str = "") -> FetchError:
    """The error of a cause at an address. `kept`: an earlier version is in the store. KeyError for a cause that is not listed here."""
    words = CAUSES[cause]
    why = _KEPT if kept else _MISSING
    return FetchError(
        Place(place),
        en=Wording(words.en.format(detail=detail), why[0], words.todo_en.replace("{sha256}", sha256)),
        ja=Wording(words.ja.format(detail=detail_ja or detail), why[1], words.todo_ja.replace("{sha256}", sha256)),
        cause=cause,
        detail=detail,
    )
