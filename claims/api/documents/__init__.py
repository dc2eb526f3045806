"""What the API answers with: the fields, their kinds and their meaning, from which its description (OpenAPI) is made.

The values come from `claims.outputs.as_json`, as on the JSON pages, so that both agree; these classes only say what stands in them. A test holds the
two together: nothing is answered that is not described. A field that may be absent is `required=False`.
"""

from claims.api.documents.answers import IndexShape, Problem
from claims.api.documents.claims import ClaimFull, ClaimSummary, CorrectionShape, ReviewShape
from claims.api.documents.guides import CollectionShape, TermShape, TopicShape
from claims.api.documents.sources import SourceFull, SourceShape

__all__ = [
    "ClaimFull", "ClaimSummary", "CollectionShape", "CorrectionShape", "IndexShape", "Problem", "ReviewShape", "SourceFull", "SourceShape",
    "TermShape", "TopicShape",
]  # fmt: skip
