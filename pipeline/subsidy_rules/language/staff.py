"""Whether persons that a sentence counts are all who work for the applicant, or some of them: 5人以上を研修に参加させる."""

from __future__ import annotations

import re

from subsidy_rules.language.deferred import deferred

# those who work for an applicant, whatever a text calls them
STAFF = r"(?:従業員|従業者|労働者|被?雇用者|被用者|社員|職員|使用人|スタッフ)"
_NOUNS = deferred(STAFF)
# between the noun and its figure: 従業員の数(…)が、申請時点で
_BETWEEN = deferred(
    r"等?(?:の?(?:人|総|合計)*(?:数|規模))?(?:\([^()]*\))*(?:が|は|を|も|:)?、?(?:[^、。はがを]{0,20}[、で])?(?:合計|常時|概ね|おおむね)*"
)
# 新たに雇った従業員が店で働き、その人数が: said again of those whom the words before name
_SAID_AGAIN = deferred(r"、(?:その|当該)(?:合計|総)?(?:人数|人員|員数|数)(?:が|は|を)?、?$")
# what may stand before the noun without telling some of them from others
_ALL = deferred(
    r"(?:^|かつ|且つ|[、。はがをでと()「」:・]|[者主人社業]の|自社の|全体の|総|全|その|当該|各|における|[時期点在度日末](?:の|に))"
    r"(?:常時|現に|直接|通年で|継続して)*(?:(?:使用|雇用|勤務|就業)(?:する|している|される|されている)|雇う|いる|常勤の?|正規の?|専任の?)*$"
)
_MODIFIED = deferred(r"[うくぐすつぬぶむるたいなの]$")
_SOME = deferred(r"(?:の?うち|の中から)、?$")
_NEW = deferred(r"(?:新たに|新規に?|追加で|追加して)[^、。]{0,30}$")
# behind the figure: what is done with them, what they do, or what of theirs is spoken of
_DONE = deferred(
    r"(?:を、?(?!(?:常時|現に|継続して|直接)*(?:雇用|使用|雇|有し|有する|擁|抱え|置[いく]|確保|維持|超え|下回|上回))"
    r"|に(?:対し|つき、|ついて)|が、?(?!い[るなた]|居|在籍|勤務|雇用|就業|従事|望ま|必要|基準|上限|下限|目安)|で(?:申|応募|参加|受講|構成|組)"
    r"|の(?:賃金|給与|給料|賞与|時給|基本給|年収|労働時間|新規|雇用|採用|転換|増[加員]|育成|参加|受講|研修|配置|派遣)"
    r"|(?:新たに|新規に?|追加で|追加して)(?:雇用|採用|雇い?入れ|雇[うい])"
    r"|、[^、。]{2,24}?(?:として|に|へ)(?:任命|選任|指名|配置|従事)|、?(?:増|追加|採用|雇い入れ|正社員|正規雇用|無期|転換|配置|任命|派遣|受け入れ|育成|参加|受講))"
)
_BEHIND = deferred(rf"の(?P<over>[^、。]{{0,12}}?)(?P<noun>{STAFF})等?")
_ENDS = deferred(r"(?:こと|もの|者|事業者|事業主|企業|法人|場合|とき)|[、。()]|$")
_PARTICLE = deferred(r"^(?:を|が|で|に対して?|について)?、?")
_NAME = 40


# 新規雇用を3人以上, 雇用増3人以上, パート10人以上
_TAKEN_BEFORE = re.compile(
    r"(?P<of>[^、。()はがをにで\d]{0,12}?(?:(?:新規|新たな|追加|正規)(?:の)?(?:雇用|採用)|(?:の|者)雇用|採用|雇い?入れ|転換|増員|雇用増|参加|受講"
    r"|パート(?:タイマー)?|アルバイト|非正規))(?:者|人数|数)?(?:を|が|は|:)?、?$"
)
# 新たに3人以上雇用する, 3人以上の新規雇用, 5人以上で参加する
_TAKEN_BEHIND = re.compile(
    r"(?:を|で|が|の|、)?(?P<of>(?:新規|新たに|追加で|正規に?)(?:雇用|採用)|採用|雇い?入れ|増員|増加|転換|参加|受講|出展|派遣)"
)
_TAKEN_NEW = re.compile(r"(?:新たに|新規に?|追加で|追加して)$")


def taken_on(before: str, behind: str) -> str | None:
    """What persons without a noun are taken on, added or sent for, so that their number is not the size of a staff; None for all others.

    >>> taken_on("雇用者数が前年より", "増加したとき")
    '増加する者'
    >>> taken_on("新規雇用を", "行う場合"), taken_on("新たに", "雇用する場合"), taken_on("", "で参加する場合"), taken_on("", "を雇用中")
    ('新規雇用', '新たに雇用する者', '参加する者', None)
    """
    named = _TAKEN_BEFORE.search(before)
    if named is not None:
        return named["of"]
    if _TAKEN_NEW.search(before) is not None and re.match(r"(?:を|で)?雇用", behind) is not None:
        return "新たに雇用する者"
    done = _TAKEN_BEHIND.match(behind)
    return None if done is None else f"{done['of']}する者"


def some_staff(before: str, behind: str) -> str | None:
    """Which of its staff the persons are that a folded text counts; None where they are all who work for the applicant, or nobody's staff.

    Args:
        before: what the sentence says up to the figure.
        behind: what follows the figure and its comparator.

    >>> some_staff("従業員", "を研修に参加させること。"), some_staff("従業員のうち", "が講座を受講すること。")
    ('研修に参加させる従業員', '講座を受講する従業員')
    >>> some_staff("女性の従業員が", "いること。"), some_staff("新たに従業員を", "雇用すること。")
    ('女性の従業員', '新たに雇用する従業員')
    >>> some_staff("新たに雇った従業員が、新しい店で働き、その人数が", "であること")
    '新たに雇った従業員'
    >>> some_staff("社員を", "新たに雇用したこと")
    '新たに雇用した社員'
    >>> some_staff("地元雇用者を", "雇用していること"), some_staff("新規雇用者を", "雇用すること")
    ('地元雇用者', '新規雇用者')
    >>> some_staff("常時使用する従業員が", "の会社"), some_staff("", "の従業員を雇用する者"), some_staff("学生", "を集めること")
    (None, None, None)
    """
    found = _noun_before(before) or _noun_behind(behind)
    if found is None:
        return None
    noun, over, after = found
    if _tells_some(over):
        return f"{_last_words(over)}{noun}"
    after = behind if after is None else after
    if _NEW.search(over) is not None:
        return f"新たに{_done(after) or '雇用する'}{noun}"
    if _SOME.search(before) is not None or _DONE.match(after) is not None:
        return f"{_done(after) or 'そうする'}{noun}"
    return None


def _noun_before(before: str) -> tuple[str, str, None] | None:
    """The noun that a figure counts and what stands before it, where the noun stands before the figure."""
    named = _last_noun(before)
    if named is None or not (_BETWEEN.fullmatch(before[named.end() :]) or _SOME.search(before) or _SAID_AGAIN.search(before)):
        return None
    return named.group(), before[: named.start()], None


def _noun_behind(behind: str) -> tuple[str, str, str] | None:
    """The noun, what stands between the figure and it, and what follows it, where it stands behind the figure."""
    named = _BEHIND.match(behind)
    return (named["noun"], named["over"], behind[named.end() :]) if named is not None else None


def is_some_staff(measure: str) -> bool:
    """Whether the name of a measure tells some of the staff from others.

    >>> is_some_staff("正社員に転換する従業員"), is_some_staff("申請時の従業員の数"), is_some_staff("従業員")
    (True, False, False)
    """
    named = _last_noun(measure)
    return named is not None and _tells_some(measure[: named.start()])


def _last_noun(text: str) -> re.Match[str] | None:
    return next(reversed(list(_NOUNS.finditer(text))), None)


# 地元雇用者, 正規職員: some of them, by the word before the noun
_GLUED = deferred(
    r"(?:新規|新たな|地元|市内|町内|村内|区内|県内|府内|道内|都内|島内|域内|女性|男性|高年齢|高齢|若年|障害|障がい|外国人|転入|移住)(?:の|新規|常用|常時|正規)?$"
)


def _tells_some(over: str) -> bool:
    return _GLUED.search(over) is not None or (_ALL.search(over) is None and _MODIFIED.search(over) is not None)


def _done(after: str) -> str:
    """What is done with persons or what they do, as it stands before their noun; "" where that holds figures or is too long."""
    said = _PARTICLE.sub("", after, count=1)
    words = said[: next(_ENDS.finditer(said)).start()]
    return (
        words
        if words not in ("ある", "いる")
        and len(words) <= _NAME
        and re.search(r"[るたうくすつむぶぐぬ]$", words)
        and not re.search(r"\d", words)
        else ""
    )


def _last_words(text: str) -> str:
    """The words right before a noun, back to where the sentence turns to them."""
    return re.split(r"[、。はがを()「」:]", text)[-1]
