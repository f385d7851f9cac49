// What keeps people from using a page, as a list of sentences; none is what the tests want.
const faults = [];
// What counts is what stays: a colour on its way from one scheme to the other is neither's.
document.getAnimations().forEach((animation) => animation.finish());
const all = (selector) => [...document.querySelectorAll(selector)];
const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
const name = (element) => `<${element.localName}${element.id ? ` id=${element.id}` : ''}> "${element.textContent.trim().slice(0, 40)}"`;

// --- The document (WCAG 2.4.2, 3.1.1, 1.3.1, 4.1.1) ---

if (!document.documentElement.lang) {
  faults.push('the page does not say its language');
}
if (!document.title.trim()) {
  faults.push('the page has no title');
}
for (const landmark of ['main', 'h1']) {
  const shown = all(landmark).filter(isShown).length;
  if (shown !== 1) {
    faults.push(`there are ${shown} ${landmark} elements`);
  }
}
let level = 0;
for (const heading of all('h1, h2, h3, h4, h5, h6').filter(isShown)) {
  const next = Number(heading.localName[1]);
  if (next > level + 1) {
    faults.push(`${name(heading)} skips a level of headings`);
  }
  level = next;
}
const ids = all('[id]').map((element) => element.id);
ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => faults.push(`there are two elements with the id ${id}`));
for (const attribute of ['aria-labelledby', 'aria-describedby']) {
  for (const element of all(`[${attribute}]`)) {
    element.getAttribute(attribute).split(/\s+/).filter((id) => !document.getElementById(id))
      .forEach((id) => faults.push(`${name(element)} refers to ${id}, which is not there`));
  }
}

// --- What can be used (WCAG 1.1.1, 3.3.2, 4.1.2, 2.5.8) ---

all('img:not([alt])').forEach((image) => faults.push(`the image ${image.src} has no alternative`));
for (const field of all('input:not([type=hidden]), select, textarea').filter(isShown)) {
  if (!field.labels.length && !field.getAttribute('aria-label') && !field.getAttribute('aria-labelledby')) {
    faults.push(`the field ${field.name} has no label`);
  }
}
for (const control of all('a[href], button').filter(isShown)) {
  const image = control.querySelector('img[alt]:not([alt=""])');
  if (!control.textContent.trim() && !control.getAttribute('aria-label') && !image) {
    faults.push(`${name(control)} has no name`);
  }
}
for (const control of all('button, input:not([type=hidden])').filter(isShown)) {
  const target = (control.closest('label') ?? control).getBoundingClientRect();
  if (target.width < 24 || target.height < 24) {
    faults.push(`${name(control)} is only ${Math.round(target.width)} × ${Math.round(target.height)} pixels large`);
  }
}

// --- What can be read (WCAG 1.4.3, 1.4.10) ---

const overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
if (overflow > 0) {
  faults.push(`the page is ${overflow} pixels too wide`);
}

const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

/** Red, green, blue from 0 to 255 and alpha from 0 to 1, whatever the colour is written in. */
function channels(colour) {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

const over = (top, bottom) => [0, 1, 2].map((i) => top[i] * top[3] + bottom[i] * (1 - top[3])).concat(1);

function background(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.backgroundImage !== 'none') {
      return null;
    }
    layers.push(channels(style.backgroundColor));
    if (layers.at(-1)[3] === 1) {
      break;
    }
  }
  const canvasColour = matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
  return layers.reduceRight((below, layer) => over(layer, below), canvasColour);
}

function luminance(colour) {
  const [red, green, blue] = colour.slice(0, 3).map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

for (const element of all('body *').filter(isShown)) {
  const speaks = [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  const below = background(element);
  if (!speaks || !below || element.closest('[disabled], [aria-hidden=true], .absent, svg')) {
    continue;
  }
  const style = getComputedStyle(element);
  const [dark, light] = [luminance(over(channels(style.color), below)), luminance(below)].sort((a, b) => a - b);
  const contrast = (light + 0.05) / (dark + 0.05);
  const size = parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (contrast < (isLarge ? 3 : 4.5)) {
    faults.push(`${name(element)} has a contrast of only ${contrast.toFixed(2)}`);
  }
}

return faults;
