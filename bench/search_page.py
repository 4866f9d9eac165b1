"""The search page in a real browser, from the disk and without network.

    python bench/search_page.py SITE

SITE is a published folder, best one of some 16,000 entries (`bench/speed.py` tells how one is
made). Aims: first results within 300 ms of a keystroke, less than 1 MB before the first of them, no
task over 100 ms, search data at most 1.6 times the text. Each query is asked of a page that was
opened just now, and once more of one that has been asked all the others.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

QUERIES = (
    *("Olga", "und", "Fingi", "schreib*", '"in der"', "Olga NEAR Heini", "Burgtheater", "und NOT der"),
    *("zzzz", "a*", "date:1889..1890 Theater", "person:olga", "person:a* Theater", "language:de source:18*"),
)  # fmt: skip
WATCH = """
window.tasks = []; window.at = {};
new PerformanceObserver(list => list.getEntries().forEach(task => tasks.push(task.duration)))
  .observe({type: "longtask", buffered: true});
document.addEventListener("DOMContentLoaded", () => {
  const said = document.getElementById("said"), lines = document.querySelector(".kwic");
  document.getElementById("query").addEventListener("input", () => { at = {key: performance.now()}; });
  new MutationObserver(() => { if (at.key && !at.first && lines.firstChild) at.first = performance.now(); })
    .observe(lines, {childList: true});
  new MutationObserver(() => {
    if (said.textContent && !said.querySelector('[data-w*="search.looking"]')) at.done = performance.now();
  }).observe(said, {childList: true, subtree: true});
});"""


def ask(page: Page, query: str) -> dict[str, Any]:
    page.evaluate("() => { tasks.length = 0; document.querySelector('.kwic').replaceChildren(); }")
    page.fill("#query", query)
    for _ in range(500):
        page.wait_for_timeout(20)
        if page.evaluate("at.done || 0"):
            break
    page.wait_for_timeout(300)
    return page.evaluate(
        "({first: at.first - at.key, done: at.done - at.key, task: Math.max(0, ...tasks),"
        " said: document.getElementById('said').innerText.split('\\n')[0]})"
    )


def size(urls: list[str]) -> int:
    return sum(Path(url.partition("#")[0].removeprefix("file://")).stat().st_size for url in urls)


def main() -> None:
    site = Path(sys.argv[1]).resolve()
    blocks = sorted((site / "search").glob("b-*.js"))
    text = sum(
        len(text.encode())
        for path in blocks
        for text in json.loads(path.read_text("utf-8").partition(",")[2][:-3])["texts"]
    )
    data = sum(path.stat().st_size for path in (site / "search").iterdir())
    print(f"search data / text: {data / text:.2f} ({data:,} bytes, {len(blocks)} blocks)")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for kind in ("cold", "warm"):
            context = browser.new_context(offline=True)
            context.add_init_script(WATCH)
            page = context.new_page()
            urls: list[str] = []
            page.on("request", lambda request, urls=urls: urls.append(request.url))
            for n, query in enumerate((*QUERIES, *QUERIES) if kind == "warm" else QUERIES):
                if kind == "cold" or not n:
                    urls.clear()
                    page.goto((site / "search.html").as_uri())
                    page.wait_for_timeout(300)
                    loaded = size([url for url in urls if url.startswith("file:")])
                got = ask(page, query)
                if kind == "cold" or n >= len(QUERIES):
                    first = "" if got["first"] is None else f"{got['first']:.0f}"
                    print(
                        f"{kind}  {query:24}  first {first:>5} ms  all {got['done']:6.0f} ms  "
                        f"longest task {got['task']:4.0f} ms  loaded before {loaded:,}  {got['said']}"
                    )  # fmt: skip
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
