// What pkgdown's own script does with six libraries from the net, as far as this site needs it: the
// table of contents beside a page, and buttons that copy code without its output.
document.addEventListener("DOMContentLoaded", () => {
  const nav = document.querySelector("#toc");
  const headings = [...document.querySelectorAll("main h2, main h3")].filter(
    (h) => h.textContent.trim() && !h.hasAttribute("data-toc-skip") && !h.closest("aside"));
  if (nav && headings.length > 1) {
    const list = document.createElement("ul");
    for (const h of headings) {
      const holder = h.id ? h : h.closest("[id]");
      if (!holder || holder.id === "main") continue;
      const link = document.createElement("a");
      link.href = "#" + holder.id;
      link.textContent = h.textContent.trim();
      const item = document.createElement("li");
      item.className = h.tagName.toLowerCase();
      item.append(link);
      list.append(item);
    }
    nav.append(list);
    const links = [...list.querySelectorAll("a")];
    const mark = () => {
      let current = links[0];
      for (const link of links) {
        const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        if (target && target.getBoundingClientRect().top < 120) current = link;
      }
      for (const link of links) link.classList.toggle("active", link === current);
    };
    document.addEventListener("scroll", mark, { passive: true });
    mark();
  } else if (nav) {
    nav.remove();
  }

  const form = document.querySelector("form.search");
  if (form) search(form);

  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll("div.sourceCode")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const lines = block.querySelector("pre").textContent.split("\n");
      await navigator.clipboard.writeText(lines.filter((line) => !line.startsWith("#>")).join("\n"));
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    block.prepend(button);
  }
});

// Entries of sections lack the title of their page: its file has nearly the same name.
function pageOf(entry) {
  if (typeof entry.title === "string" && entry.title) return entry.title;
  const name = entry.path.replace(/^.*\//, "").replace(/[.]html$/, "");
  return name === "index" ? "fastpam" : name.replaceAll("-", " ");
}

// Search in the index that pkgdown makes (search.json, as a script in search.js), without a server. Each word must
// be there; words in titles count most.
function search(form) {
  const input = form.querySelector("input");
  const list = form.querySelector("ul");
  const root = form.dataset.root;
  let asked = false;
  const load = () => {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = root + "search.js";
    script.onload = show;
    document.head.append(script);
  };
  const score = (entry, words) => {
    const title = [pageOf(entry), entry.what, entry.previous_headings].flat().join(" ").toLowerCase();
    const text = [entry.text, entry.code].flat().join(" ").toLowerCase();
    let sum = 0;
    for (const word of words) {
      if (title.includes(word)) sum += title.startsWith(word) ? 12 : 6;
      else if (text.includes(word)) sum += 1;
      else return 0;
    }
    // The page itself before its sections, and what users read before what developers read.
    if (!entry.what) sum += 3;
    return /core-reference|CONTRIBUTING/.test(entry.path) ? sum / 4 : sum;
  };
  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    list.hidden = !words.length || !window.siteIndex;
    if (list.hidden) return;
    // No more than two of a page, so that others are seen.
    const shown = {};
    const found = window.siteIndex.filter((entry) => typeof entry.path === "string")
      .map((entry) => [score(entry, words), entry])
      .filter((pair) => pair[0] > 0).sort((a, b) => b[0] - a[0])
      .filter(([, entry]) => { shown[entry.path] = (shown[entry.path] || 0) + 1; return shown[entry.path] <= 2; })
      .slice(0, 12);
    for (const [, entry] of found) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = root + entry.path.replace(/^\//, "") + (entry.id ? "#" + entry.id : "");
      const parts = [pageOf(entry), entry.what].filter((part) => typeof part === "string" && part);
      link.textContent = [...new Set(parts)].join(": ");
      item.append(link);
      list.append(item);
    }
    if (!found.length) list.append(Object.assign(document.createElement("li"), { textContent: "Nothing found" }));
  };
  input.addEventListener("focus", load);
  input.addEventListener("input", () => { load(); show(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = list.querySelector("a");
    if (first) first.click();
  });
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) list.hidden = true; });
}
