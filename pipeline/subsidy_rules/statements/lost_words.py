"""Words by which a grant is cut or lost after its award."""

from __future__ import annotations

import re

# the sum that was granted is paid in part
GRANT_CUT = re.compile(
    r"(?:補助|助成|支給|交付)(?:(?:金)?(?:の)?(?:金)?額|金)(?:を|は|の)[^。、]{0,6}減額|(?:補助|助成|支給|交付)(?:金)?(?:の)?(?:金)?額(?:より|が|は)[^。、]{0,8}(?:少なく|下回|減)"
)
# 実績報告のときに要件を満たしていない場合は支払われない: what was granted is lost
AFTER_WORK = re.compile(r"(?:実績報告|確定検査|実地検査|額の確定|事業(?:の)?完了)[^。]{0,40}(?:場合|とき)")
MISSED = re.compile(
    r"(?:未達|(?:達成|満た|遵守|履行|応じ|協力|(?:報告|提出)(?:書)?が)[^。、]{0,12}(?:ない|なかった|ません)|違反)[^。]{0,30}(?:場合|とき)"
)
