/** All text of the page that stands out less than WCAG 2.2 asks of small text (success criterion 1.4.3), a line each. */
(() => {
  const LEAST = 4.5;
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, share, i) => sum + share * linear(colour[i] / 255), 0);
  const parts = (colour) => {
    const numbers = colour.match(/[\d.]+/g).map(Number);
    return numbers.length === 3 ? [...numbers, 1] : numbers;
  };
  const over = (top, under) => under.map((value, i) => top[i] * top[3] + value * (1 - top[3]));

  function ground(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      layers.unshift(parts(getComputedStyle(at).backgroundColor));
    }
    return layers.reduce((under, top) => over(top, under), [255, 255, 255]);
  }

  function contrast(element) {
    const style = getComputedStyle(element);
    const under = ground(element);
    const text = over(parts(element instanceof SVGElement ? style.fill : style.color), under);
    const [dark, bright] = [luminance(text), luminance(under)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  }

  const faint = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let looked = 0;
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const element = text.parentElement;
    if (text.textContent.trim() === "" || !element.checkVisibility() || element.matches("title, script, noscript")) {
      continue;
    }
    looked++;
    const ratio = contrast(element);
    if (ratio < LEAST) {
      faint.add(`${ratio.toFixed(2)}: ${element.tagName} ${element.getAttribute("class")} '${text.textContent.trim().slice(0, 30)}'`);
    }
  }
  return looked < 20 ? `only ${looked} texts were found` : [...faint].join("\n");
})()
