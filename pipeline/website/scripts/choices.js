// Restore the reader's language and colours before the first paint. The styles apply them.

const root = document.documentElement;
const CHOICES = { lang: ["zh", "en"], theme: ["auto", "light", "dark"] };

function remembered(name) {
  try {
    return localStorage.getItem(`printed-figures.${name}`);
  } catch {
    return null; // storage may be unavailable on file:// or in a private window
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`printed-figures.${name}`, value);
  } catch {
    // the choice then lasts until the page is closed
  }
}

function asked(name) {
  const query = location.hash.split("?")[1] || "";
  return new URLSearchParams(query).get(name);
}

function spoken() {
  return (navigator.language || "").toLowerCase().startsWith("zh") ? "zh" : "en";
}

function choose(name, value) {
  document.getElementById(`${name}-${value}`).checked = true;
  if (name === "lang") root.lang = value === "zh" ? "zh-Hans" : "en";
}

root.classList.add("js");
if (location.hash && !/^#(overview)?(\?|$)/u.test(location.hash)) root.classList.add("elsewhere"); // the overview does not appear first
for (const [name, values] of Object.entries(CHOICES)) {
  const fallback = name === "lang" ? spoken() : values[0];
  const wanted = [asked(name), remembered(name)].find((value) => values.includes(value));
  choose(name, wanted || fallback);
  for (const value of values) {
    document.getElementById(`${name}-${value}`).addEventListener("change", () => {
      choose(name, value);
      remember(name, value);
    });
  }
}
