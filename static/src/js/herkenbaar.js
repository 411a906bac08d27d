// The button "Herkenbaar" changes in place; without this script the page comes again.
async function mark(event) {
  const form = event.target;
  const part = form.closest?.('[data-herkenbaar]');
  if (!part || event.defaultPrevented) return;
  event.preventDefault();
  const answer = await fetch(form.action, {
    method: 'POST',
    body: new FormData(form),
    headers: { 'X-Deel': 'herkenbaar' },
    redirect: 'manual',
  }).catch(() => null);
  if (!answer?.ok) {
    form.submit();
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('[data-herkenbaar]');
  const pick = (root, what) => root.querySelector(what);
  pick(form, '[name="aan"]').value = pick(fresh, '[name="aan"]').value;
  const pressed = pick(fresh, 'button').getAttribute('aria-pressed');
  pick(form, 'button').setAttribute('aria-pressed', pressed);
  pick(part, '[role="status"]').textContent = pick(fresh, '[role="status"]').textContent.trim();
  delete form.dataset.verstuurd;
}

export function prepareMarks() {
  document.addEventListener('submit', mark);
}
