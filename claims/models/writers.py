"""Nobody publishes words of their own: the list of a draft's writers only grows.

`Review` refuses an approver who is its author or one of its writers. So that nobody gets off that list first, the database keeps it: a writer is not
taken off as long as the review is there (with a draft that is deleted its writers go too, hence at the commit), none is added once it is public, and
an author whose place another one takes becomes a writer. SQL of our own, since the table is Django's and no model declares it.
"""

_KEPT = """
    CREATE FUNCTION claims_writers_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF EXISTS (SELECT 1 FROM claims_review WHERE id = OLD.review_id)
               AND NOT EXISTS (SELECT 1 FROM claims_review_writers WHERE review_id = OLD.review_id AND user_id = OLD.user_id) THEN
                RAISE EXCEPTION 'Whoever wrote review % stays known as its writer.', OLD.review_id USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NULL;
        END IF;
        IF TG_OP = 'INSERT' THEN
            IF EXISTS (SELECT 1 FROM claims_review WHERE id = NEW.review_id AND state IN ('published', 'withdrawn')) THEN
                RAISE EXCEPTION 'Review % is published; it has no new writers.', NEW.review_id USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'The writers of reviews are only added to.' USING ERRCODE = 'restrict_violation';
    END $$;
    CREATE CONSTRAINT TRIGGER claims_writers_stay AFTER DELETE ON claims_review_writers
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION claims_writers_kept();
    CREATE TRIGGER claims_writers_added BEFORE INSERT OR UPDATE ON claims_review_writers FOR EACH ROW EXECUTE FUNCTION claims_writers_kept();
    CREATE TRIGGER claims_writers_never_truncated BEFORE TRUNCATE ON claims_review_writers EXECUTE FUNCTION claims_writers_kept();
"""
_AUTHORS = """
    CREATE FUNCTION claims_author_remembered() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO claims_review_writers (review_id, user_id) VALUES (OLD.id, OLD.author_id) ON CONFLICT DO NOTHING;
        RETURN NEW;
    END $$;
    CREATE TRIGGER claims_author_remembered BEFORE UPDATE ON claims_review
    FOR EACH ROW WHEN (OLD.author_id IS DISTINCT FROM NEW.author_id) EXECUTE FUNCTION claims_author_remembered();
"""
INSTALL = _KEPT + _AUTHORS
REMOVE = "DROP FUNCTION claims_writers_kept() CASCADE; DROP FUNCTION claims_author_remembered() CASCADE;"
