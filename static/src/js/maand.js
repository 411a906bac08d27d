// In a month the arrow keys go from day to day; without this script Tab goes along the meetings.
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const PAGES = { PageUp: '[data-vorige]', PageDown: '[data-volgende]' };

function goTo(days, day) {
  days.forEach((other) => { other.tabIndex = other === day ? 0 : -1; });
  day.focus();
}

function target(days, day, key) {
  const place = days.indexOf(day);
  if (key in STEPS) return days[place + STEPS[key]];
  const week = days.filter((other) => other.parentElement === day.parentElement);
  if (key === 'Home') return week[0];
  return key === 'End' ? week.at(-1) : undefined;
}

function move(event, days) {
  const day = event.target.closest('[data-dag]');
  if (!day || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key === 'Enter' && event.target === day) day.querySelector('a')?.click();
  if (event.key in PAGES) {
    event.preventDefault();
    document.querySelector(PAGES[event.key])?.click();
  }
  const next = target(days, day, event.key);
  if (next || event.key in STEPS) event.preventDefault();
  if (next) goTo(days, next);
}

export function prepareMonth(root) {
  root.querySelectorAll('[data-maand]').forEach((table) => {
    const days = [...table.querySelectorAll('[data-dag]')];
    const first = days.find((day) => day.hasAttribute('aria-current')) ?? days[0];
    table.setAttribute('role', 'grid');
    days.forEach((day) => { day.tabIndex = day === first ? 0 : -1; });
    table.addEventListener('keydown', (event) => move(event, days));
  });
}
