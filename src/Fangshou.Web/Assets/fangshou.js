// Only what a page can do without: every page works as it is served.
const day = document.querySelector('input[type=date][data-slider]');
if (day?.min && day?.max) addSlider(day);

/** A slider by months beside a date: moving it shows the page of that month's last day. */
function addSlider(date) {
  const first = months(date.min), last = months(date.max);
  const slider = Object.assign(document.createElement('input'), { type: 'range', min: first, max: last, value: months(date.value) });
  slider.setAttribute('aria-label', date.dataset.slider);
  slider.addEventListener('input', () => { date.value = endOf(Number(slider.value), date.max); slider.setAttribute('aria-valuetext', date.value); });
  slider.addEventListener('change', () => date.form.requestSubmit());
  date.after(slider);
}

function months(iso) {
  const [year, month] = iso.split('-').map(Number);
  return year * 12 + month - 1;
}

function endOf(month, latest) {
  const iso = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).toISOString().slice(0, 10);
  return iso > latest ? latest : iso;
}
