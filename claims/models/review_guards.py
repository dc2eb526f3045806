"""What the database refuses of a review, in SQL: a change of what is public, and the publication of what lacks something.

The gates look at all rows of a statement together, after it: of each review that the statement made public, by arriving so or by a change. The source
of a piece of evidence is asked for within the piece: of a join, the planner may begin with the sources, and go through all evidence of each.
"""

_WITHDRAWING = ("state", "withdrawn_at", "withdrawn_reason", "merged_into_id")

FROZEN = """
    IF TG_OP = 'DELETE' THEN
        IF OLD.state IN ('published', 'withdrawn') THEN
            RAISE EXCEPTION 'Review % is published; it is never deleted.', OLD.id USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.state IN ('published', 'withdrawn') THEN
        IF OLD.state = 'published' AND NEW.state = 'withdrawn'
           AND to_jsonb(NEW) - ARRAY[{withdrawing}] = to_jsonb(OLD) - ARRAY[{withdrawing}] THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'Review % is published; it never changes. Write a new review.', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
""".format(withdrawing=", ".join(f"'{column}'" for column in _WITHDRAWING))  # fmt: skip

_GATES = """
    DECLARE
        refusal text;
    BEGIN
        SELECT why INTO refusal FROM (
            SELECT CASE
                WHEN TG_OP = 'INSERT' AND review.state = 'withdrawn' THEN 'A review is published before it is withdrawn.'
                WHEN (SELECT count(*) FROM claims_review_writers WHERE review_id = review.id AND user_id = review.approver_id) > 0
                THEN 'Whoever wrote a review cannot publish it.'
                WHEN (SELECT count(*) FROM claims_appearance WHERE claim_id = review.claim_id) = 0
                THEN format('The claim of review %s has no appearance.', review.id)
                WHEN evidence.located IS NOT TRUE THEN format('Review %s has no evidence with a locator and a finding.', review.id)
                WHEN evidence.checked IS NOT TRUE THEN format('Review %s rests only on sources that nobody has checked.', review.id)
            END AS why
            FROM arrived review LEFT JOIN LATERAL (
                SELECT bool_or(locator <> '' AND finding <> '') AS located,
                       bool_or((SELECT read FROM sources_source WHERE id = piece.source_id) <> 'unchecked') AS checked
                FROM claims_evidence piece WHERE review_id = review.id
            ) AS evidence ON true
            WHERE review.state IN ('published', 'withdrawn'){newly}
        ) AS judged WHERE why IS NOT NULL LIMIT 1;
        IF refusal IS NOT NULL THEN
            RAISE EXCEPTION '%', refusal USING ERRCODE = 'restrict_violation';
        END IF;
    END;
    RETURN NULL;
"""
GATES_ON_ARRIVAL = _GATES.format(newly="")
GATES_ON_CHANGE = _GATES.format(newly=" AND review.id NOT IN (SELECT id FROM earlier WHERE state IN ('published', 'withdrawn'))")
