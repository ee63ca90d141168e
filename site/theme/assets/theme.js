// Dark or light: the reader's choice, else the system's. Runs before the first paint.
(() => {
  const root = document.documentElement;
  const key = "enact-theme";
  let chosen = null;
  try { chosen = localStorage.getItem(key); } catch { /* private windows forbid storage */ }
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  const isDark = () => root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  // What scrolls sideways must be reached by keyboard.
  const reach = () => {
    for (const box of document.querySelectorAll("pre > code, pre, .scroll, table:not([class])")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
  };
  addEventListener("DOMContentLoaded", () => {
    reach();
    const button = document.querySelector("[data-theme-switch]");
    if (!button) return;
    button.hidden = false;
    const tell = () => button.setAttribute("aria-pressed", String(isDark()));
    tell();
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem(key, root.dataset.theme); } catch { /* the choice lasts a page */ }
      tell();
    });
  });
})();
