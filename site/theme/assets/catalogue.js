// Filters the cards of a page (courses, needs): no server, no request. Accents and case do not count.
(() => {
  const form = document.querySelector("[data-filters]");
  if (!form) return;
  const cards = [...document.querySelectorAll("[data-course]")];
  const status = form.querySelector("[data-count]");
  const empty = document.querySelector("[data-empty]");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = cards.map((card) => plain(card.dataset.text));

  const keeps = (card, name, value) => {
    if (name === "hours") return Number(card.dataset.hours) <= Number(value);
    return (card.dataset[name] || "").split(" ").includes(value);
  };
  const apply = () => {
    const data = new FormData(form);
    const wanted = plain(String(data.get("q") || "")).split(/\s+/).filter(Boolean);
    const choices = [...data].filter(([name, value]) => name !== "q" && value);
    let shown = 0;
    cards.forEach((card, index) => {
      const fits = wanted.every((word) => texts[index].includes(word))
        && choices.every(([name, value]) => keeps(card, name, value));
      card.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    status.textContent = (shown === 1 ? status.dataset.one : status.dataset.many)
      .replace("{n}", String(shown));
    empty.hidden = shown > 0;
    // A page opened from a disk has no history to write to.
    if (location.protocol.startsWith("http")) {
      const query = new URLSearchParams([...data].filter(([, value]) => value)).toString();
      history.replaceState(null, "", query ? `?${query}` : location.pathname);
    }
  };

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = Boolean(value);
    else if (field) field.value = value;
  }
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
})();
