from claims.models.alarm import Alarm, AlarmKind, Weight
from claims.models.asker import Asker
from claims.models.changes import ClaimChange, SourceChange
from claims.models.claim import Appearance, Claim, ClaimLink, ClaimStanding, ClaimTopic, FormerSlug
from claims.models.collection import Collection, CollectionItem
from claims.models.desk import Assignment, Comment, Unsaved
from claims.models.evidence import Evidence
from claims.models.frequent import FrequentWord
from claims.models.glossary import Term
from claims.models.ledger import LedgerEntry
from claims.models.review import Change, Confidence, Review, State
from claims.models.ties import CollectionTerm, ReviewWriter, TermClaim
from claims.models.topic import Topic
from claims.models.version import ContentVersion, Version
from claims.models.vocabulary import Word

__all__ = [
    "Alarm", "AlarmKind", "Appearance", "Asker", "Assignment", "Change", "Claim", "ClaimChange", "ClaimLink", "ClaimStanding", "ClaimTopic",
    "Collection", "CollectionItem", "CollectionTerm", "Comment", "Confidence", "ContentVersion", "Evidence", "FormerSlug", "FrequentWord",
    "LedgerEntry", "Review", "ReviewWriter", "SourceChange", "State", "Term", "TermClaim", "Topic", "Unsaved", "Version", "Weight", "Word",
]  # fmt: skip
