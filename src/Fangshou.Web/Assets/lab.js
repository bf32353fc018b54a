// The live ensemble. Without it the page runs the same scenario whole, to the same numbers.
const live = document.querySelector('section.live');
if (live) {
  const [run, pause, step] = ['run', 'pause', 'step'].map(name => live.querySelector(`[data-do=${name}]`));
  const bar = live.querySelector('progress'), told = live.querySelector('output');
  const all = Number(live.dataset.replicates);
  let source = null, done = 0;

  live.hidden = false;
  run.addEventListener('click', () => listen());
  pause.addEventListener('click', () => stop());
  step.addEventListener('click', () => listen(1));

  function listen(steps) {
    stop();
    if (done >= all) done = 0;
    const address = new URL(live.dataset.stream, location.href);
    address.searchParams.set('after', done);
    if (steps) address.searchParams.set('steps', steps);
    source = new EventSource(address);
    source.addEventListener('quantiles', show);
    source.addEventListener('end', stop);
    // A stream that broke is not asked again by itself: the reader sees that it stands still, and can go on.
    source.addEventListener('error', stop);
    state();
  }

  function show(event) {
    const now = JSON.parse(event.data);
    done = now.replicates;
    bar.value = done;
    told.textContent = `${done} / ${now.of}. ${now.onset.map(o => o.sentence).join(' ')}`;
    live.querySelector('.wide').innerHTML = now.wide;
    live.querySelector('.narrow').innerHTML = now.narrow;
  }

  function stop() {
    source?.close();
    source = null;
    state();
  }

  function state() {
    pause.disabled = !source;
    run.disabled = !!source;
  }
}
