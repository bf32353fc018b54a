// A cursor that reads out a month, and a pull across the figure that asks the server for those months alone.
const form = document.querySelector('form.span');
const figure = document.querySelector('figure');
if (form && figure) enhance();

function enhance() {
  figure.append(form);
  const first = number(form.dataset.first), last = number(form.dataset.last);
  const cursor = addCursor(first, last);
  for (const [box, margins, from] of [['.wide', form.dataset.wide, first], ['.narrow', form.dataset.narrow, number(form.dataset.narrowFirst)]]) {
    const svg = figure.querySelector(`${box} svg`);
    if (svg) addPull(svg, margins.split(' ').map(Number), from, last, cursor);
  }
}

/** A slider by months with the numbers of its month beside it: the keyboard's way through the figure. */
function addCursor(first, last) {
  const rows = [...document.querySelectorAll(`#${form.dataset.table} tbody tr`)];
  const heads = [...document.querySelectorAll(`#${form.dataset.table} thead th`)].map((th) => th.textContent);
  const newest = number(form.dataset.recordLast);
  const slider = Object.assign(document.createElement('input'), { type: 'range', min: first, max: last, value: last });
  slider.setAttribute('aria-label', form.dataset.cursor);
  const told = document.createElement('output'), why = Object.assign(document.createElement('a'), { textContent: form.dataset.why });
  const line = document.createElement('p');
  line.className = 'cursor';
  line.append(slider, told, why);
  form.before(line);
  const show = (month) => {
    const cells = [...(rows[newest - month]?.cells ?? [])].map((cell) => cell.textContent.trim());
    slider.value = month;
    told.textContent = cells.map((cell, i) => (i < 3 ? cell : `${heads[i]} ${cell}`)).join(' · ');
    slider.setAttribute('aria-valuetext', told.textContent);
    why.href = form.dataset.month.replace('0000-00', text(month));
    for (const mark of figure.querySelectorAll('.month-line')) mark.dispatchEvent(new CustomEvent('at', { detail: month }));
  };
  slider.addEventListener('input', () => show(Number(slider.value)));
  queueMicrotask(() => show(last));
  return show;
}

function addPull(svg, [left, right], first, last, show) {
  const { width, height } = svg.viewBox.baseVal;
  const step = (width - left - right) / (last - first + 1);
  const line = shape(svg, 'month-line'), box = shape(svg, 'pull');
  const place = (rect, from, to) => { rect.setAttribute('x', left + (from - first) * step); rect.setAttribute('width', Math.max(1, (to - from + 1) * step)); rect.setAttribute('height', height); };
  line.addEventListener('at', ({ detail }) => { line.toggleAttribute('hidden', detail < first); if (detail >= first) place(line, detail, detail); });
  const monthAt = (event) => {
    const bounds = svg.getBoundingClientRect();
    const x = (event.clientX - bounds.left) * width / bounds.width;
    return Math.min(last, Math.max(first, first + Math.floor((x - left) / step)));
  };
  let began = null;
  svg.addEventListener('pointermove', (event) => {
    const month = monthAt(event);
    show(month);
    if (began !== null) place(box, Math.min(began, month), Math.max(began, month));
  });
  svg.addEventListener('pointerdown', (event) => {
    // A finger scrolls; the fields below serve it.
    if (event.button !== 0 || event.pointerType === 'touch' || event.target.closest('a')) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    began = monthAt(event);
  });
  svg.addEventListener('pointerup', (event) => {
    if (began === null) return;
    const [from, to] = [began, monthAt(event)].sort((a, b) => a - b);
    began = null;
    box.setAttribute('width', 0);
    if (to - from < 2) return;
    form.elements.from.value = text(from);
    form.elements.to.value = text(to);
    form.requestSubmit();
  });
  svg.addEventListener('pointercancel', () => { began = null; box.setAttribute('width', 0); });
}

function shape(svg, name) {
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  rect.setAttribute('class', name);
  rect.setAttribute('width', 0);
  svg.append(rect);
  return rect;
}

function number(iso) {
  const [year, month] = iso.split('-').map(Number);
  return year * 12 + month - 1;
}

function text(month) {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}
