/** All elements of a kind whose content is wider than they are, a line each, when figures and bands are as long as they can be. */
(() => {
  document.querySelectorAll("#stages td:nth-child(2)").forEach((cell) => (cell.textContent = "99,999"));
  document.querySelectorAll("#stages td:nth-child(n + 3)").forEach((cell) => (cell.textContent = "999.9 ms"));
  for (const bands of document.querySelectorAll(".card .bands")) {
    while (bands.children.length < 6) {
      bands.append(bands.children[0].cloneNode(true));
    }
  }
  const wide = [...document.querySelectorAll("SELECTOR")].filter((element) => element.scrollWidth > element.clientWidth);
  return wide.map((element) => `${element.textContent}: ${element.scrollWidth} > ${element.clientWidth}`).join("\n");
})()
