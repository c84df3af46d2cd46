/** All that can be operated or looked at and has no name for those who do not see it, a line each. */
(() => {
  const named = (element) => Boolean(
    element.getAttribute("aria-label") || element.title || element.textContent.trim() || [...(element.labels ?? [])].some((label) => label.textContent.trim()),
  );
  const operated = [...document.querySelectorAll("button, a, input, select")].filter((element) => !named(element));
  const looked = [...document.querySelectorAll("img:not([alt]), svg[role=img]:not([aria-label]), svg:not([role]):not([aria-hidden])")];
  return [...operated, ...looked].map((element) => element.outerHTML.slice(0, 90)).join("\n");
})()
