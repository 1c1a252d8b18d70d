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
