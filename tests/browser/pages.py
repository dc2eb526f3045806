"""One address for each kind of public page."""

CLAIM = "/claims/every-citizen-will-get-a-score/"
LESSON = "/collections/score-or-no-score/"

PAGES = {
    "home": "/",
    "claims": "/claims/",
    "filtered": "/claims/?verdict=false&topic=national-score&sort=oldest",
    "search": "/claims/?q=社會信用體系",
    "nothing-found": "/claims/?q=blaclist",
    "nothing-fits": "/claims/?q=score&verdict=true&place=rongcheng",
    "claim": CLAIM,
    "version": f"{CLAIM}reviews/1/",
    "history": f"{CLAIM}history/",
    "embedded": f"{CLAIM}embed/",
    "sources": "/sources/",
    "source": "/sources/guofa2014-21/",
    "topics": "/topics/",
    "topic": "/topics/national-score/",
    "glossary": "/glossary/",
    "lessons": "/collections/",
    "lesson": LESSON,
    "lesson-open": f"{LESSON}?answers=open",
    "lesson-guess": f"{LESSON}class/?claim=2",
    "lesson-guessed": f"{LESSON}class/?claim=2&guess=misleading",
    "handout": f"{CLAIM}handout/",
    "booklet": f"{LESSON}handout/",
    "corrections": "/corrections/",
    "ledger": "/ledger/",
    "data": "/data/",
    "api": "/api/docs/",
    "about": "/about/",
    "seed": "/about/seed/",
    "methodology": "/methodology/",
}
ERRORS = {"not-found": "/nowhere/", "not-understood": "/claims/?verdict=wrong&colour=red", "sources-not-understood": "/sources/?kind=wrong"}
