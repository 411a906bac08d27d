// Who moves the beginning of a meeting moves its end as much, as in a calendar; the length stays.
const DAY = 24 * 60;

function minutes(field) {
  const [hours, rest] = field.value.split(':').map(Number);
  return hours * 60 + rest;
}

function clock(moment) {
  const [hours, rest] = [Math.floor(moment / 60), moment % 60];
  return [hours, rest].map((part) => String(part).padStart(2, '0')).join(':');
}

function prepareForm(begin, end, lastDay) {
  const said = document.createElement('p');
  said.className = 'klein zacht';
  said.setAttribute('role', 'status');
  (end.closest('.veld') ?? end).after(said);
  const measure = () => minutes(end) - minutes(begin);
  let length = measure();
  end.addEventListener('change', () => {
    length = measure();
    said.textContent = '';
  });
  begin.addEventListener('change', () => {
    const moved = minutes(begin) + length;
    said.textContent = '';
    if (!(length > 0 && moved < DAY) || lastDay?.value) return;
    end.value = clock(moved);
    said.textContent = `Het einde schuift mee, naar ${end.value.replace(':', '.')} uur.`;
  });
}

export function prepareTimes(root) {
  root.querySelectorAll('form').forEach((form) => {
    const field = (name) => form.querySelector(`[name=${name}]`);
    const [begin, end] = ['start_time', 'end_time'].map(field);
    if (begin && end) prepareForm(begin, end, field('last_day'));
  });
}
