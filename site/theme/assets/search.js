// Searches all pages in the browser. The data is a script, so it loads from a disk as well.
(() => {
  const form = document.querySelector("[data-search]");
  if (!form) return;
  const field = form.elements.namedItem("q");
  const status = document.querySelector("[data-status]");
  const list = document.querySelector("[data-results]");
  const tree = document.querySelector("[data-tree]");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const rank = (page, words) => words.reduce((sum, word) => {
    const inTitle = plain(page.title).includes(word);
    const found = page.text.includes(word);
    return found ? sum + (inTitle ? 5 : 1) : -Infinity;
  }, 0);
  const show = () => {
    const words = plain(field.value).split(/\s+/).filter((word) => word.length > 1);
    const isIdle = words.length === 0;
    tree.hidden = !isIdle;
    list.hidden = status.hidden = isIdle;
    if (isIdle) return;
    const found = window.enactPages
      .map((page) => [rank(page, words), page])
      .filter(([score]) => score > 0)
      .sort((one, other) => other[0] - one[0])
      .map(([, page]) => page);
    list.replaceChildren(...found.map((page) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = page.url;
      link.textContent = page.title;
      const about = document.createElement("p");
      about.textContent = page.about;
      item.append(link, about);
      return item;
    }));
    const message = found.length === 0 ? "none" : found.length === 1 ? "one" : "many";
    status.textContent = status.dataset[message].replace("{n}", String(found.length));
  };

  const data = document.createElement("script");
  data.src = "search-data.js";
  data.addEventListener("load", () => {
    field.value = new URLSearchParams(location.search).get("q") || "";
    form.hidden = false;
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    show();
  });
  document.head.append(data);
})();
