"""Says for texts, a line of JSON each, what precis-i18n makes of them: the text as it compares them, or null."""

import json
import sys

import precis_i18n
import unicodedata2
from precis_i18n.derived import derived_property
from precis_i18n.unicode import UnicodeData

ucd = UnicodeData(unicodedata2)
profile = precis_i18n.get_profile("UsernameCaseMapped:ToLower", unicodedata=unicodedata2)


def enforced(text):
    try:
        return profile.enforce(text)
    except UnicodeEncodeError:
        return None


allowed = [
    point for point in range(0x110000) if derived_property(point, ucd)[0] in ("PVALID", "CONTEXTO")
]
print(json.dumps([unicodedata2.unidata_version, allowed]))
for line in sys.stdin:
    print(json.dumps(enforced(json.loads(line))))
