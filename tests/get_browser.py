"""Makes sure that the browser tests have a browser, or says in one line why not.

In this order: CHROMIUM or a Chromium on PATH, Debian's package where we may install it, Playwright's own download.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk", "fonts-noto-core")


def found() -> str | None:
    """The path of a Chromium, or None: $CHROMIUM, one on PATH, or the one that Playwright downloaded."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if named:
        return named
    asked = [sys.executable, "-c", "from playwright.sync_api import sync_playwright as p\nwith p() as b: print(b.chromium.executable_path)"]
    downloaded = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return downloaded if downloaded and os.path.exists(downloaded) else None


def main() -> None:
    if found():
        return
    tried = []
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", *PACKAGES], **quiet)
        tried.append("apt-get install chromium")
    if not found():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, check=False)
        tried.append("playwright install chromium")
    if not found():
        sys.exit(f"No Chromium for the browser tests (tried: {', '.join(tried)}). Install one, or set CHROMIUM to its path.")


if __name__ == "__main__":
    main()
