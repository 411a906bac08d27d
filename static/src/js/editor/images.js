// Pictures: put up to the address that the page names, and never without words for who cannot
// see them.
import { NodeSelection } from 'prosemirror-state';
import { open, showFault } from './dialogs.js';
import { OUR_IMAGE, schema } from './schema.js';

const { image: IMAGE } = schema.nodes;
const FAILED = 'Het lukte niet om de afbeelding op te sturen. Probeer het nog eens.';

// Return a function that asks for a picture; with `file` it is chosen already (pasted or dropped).
export function imageOpener(dialog, area) {
  return (state, dispatch, view, file = null) => {
    if (!dispatch) return true;
    const form = dialog.querySelector('form');
    form.reset();
    const chosen = state.selection instanceof NodeSelection && state.selection.node.type === IMAGE
      && !file ? state.selection.node : null;
    const { bestand, alt } = form.elements;
    alt.value = chosen ? chosen.attrs.alt : '';
    dialog.querySelector('[data-alleen-nieuw]').hidden = Boolean(chosen || file);
    say(dialog, file ? `Je plakte ${file.name || 'een afbeelding'}.` : '');
    const signal = open(dialog, view, async () => {
      const words = alt.value.replace(/\s+/g, ' ').trim();
      const picture = file || bestand.files[0];
      if (!chosen && !picture) return showFault(dialog, 'Kies eerst een afbeelding.', bestand);
      if (!words) return showFault(dialog, 'Schrijf op wat er op de afbeelding staat.', alt);
      if (chosen) place(view, { ...chosen.attrs, alt: words });
      else if (!await putUp(dialog, area, view, picture, words, signal)) return undefined;
      return dialog.close();
    });
    if (chosen || file) alt.focus();
    return true;
  };
}

function say(dialog, words) {
  dialog.querySelector('[data-bezig]').textContent = words;
}

function place(view, attrs) {
  view.dispatch(view.state.tr.replaceSelectionWith(IMAGE.create(attrs), false).scrollIntoView());
}

// Send the picture; true when it stands in the text. What was typed stays when it fails.
async function putUp(dialog, area, view, picture, alt, signal) {
  const button = dialog.querySelector('button[type=submit]');
  if (button.getAttribute('aria-disabled') === 'true') return false;
  button.setAttribute('aria-disabled', 'true');
  showFault(dialog, '');
  say(dialog, 'Bezig met opsturen…');
  try {
    const answer = await send(area, picture, alt, signal);
    if (signal.aborted) return false; // closed meanwhile: no picture
    if (answer.fout) showFault(dialog, answer.fout, dialog.querySelector('[name=bestand]'));
    else if (!OUR_IMAGE.test(answer.url)) showFault(dialog, FAILED);
    else {
      place(view, { src: answer.url, alt: answer.alt || alt });
      return true;
    }
  } catch (error) {
    if (!signal.aborted) showFault(dialog, FAILED);
  } finally {
    button.removeAttribute('aria-disabled');
    say(dialog, '');
  }
  return false;
}

async function send(area, picture, alt, signal) {
  const body = new FormData();
  body.append('file', picture, picture.name || 'afbeelding.png');
  body.append('alt', alt);
  const token = area.form?.elements.csrfmiddlewaretoken?.value || '';
  const response = await fetch(area.dataset.afbeeldingUrl, {
    method: 'POST',
    body,
    headers: { 'X-CSRFToken': token, Accept: 'application/json' },
    signal,
  });
  const answer = await response.json().catch(() => ({}));
  return response.ok ? answer : { fout: answer.fout || FAILED };
}
