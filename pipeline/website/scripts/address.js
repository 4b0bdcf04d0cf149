// Keep the view in the address: `#figures?unit=percent&q=5G`, `#fig-1.1-001?lang=en`. Only the part after
// the number sign changes, because a page from file:// cannot change the rest.

function readAddress() {
  const [target, query = ""] = location.hash.slice(1).split("?");
  let plain = target;
  try {
    plain = decodeURIComponent(target);
  } catch {
    // a truncated or mistyped address has no target
  }
  return { target: plain, params: new URLSearchParams(query), hasParams: query !== "" };
}

function hashOf(target, params) {
  const query = params.toString();
  return `#${target}${query ? `?${query}` : ""}`;
}

function writeAddress(target, params, push = false) {
  const hash = hashOf(target, params);
  if (hash !== location.hash) history[push ? "pushState" : "replaceState"](push ? { inside: true } : history.state, "", hash);
}

function fullAddress(target, params) {
  return location.href.split("#")[0] + hashOf(target, params);
}
