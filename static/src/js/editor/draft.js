// The Back button: a browser fills a text box again, but not an editor. What was written is kept
// with this entry of the history of the tab, and comes back when the page comes back unchanged.
import { schema } from './schema.js';

// Return what was being written here when the page was left, if the text is still the same.
export function draftOf(area) {
  const [navigation] = performance.getEntriesByType('navigation');
  const kept = window.history.state?.editor?.[area.id];
  const returned = navigation?.type === 'back_forward';
  return returned && kept?.from === area.defaultValue ? kept.doc : null;
}

// Put a draft in the editor, and keep what is written when the page is left.
export function keepDraft(area, view, draft) {
  const begin = view.state.doc;
  if (draft) {
    try {
      const doc = schema.nodeFromJSON(draft);
      doc.check();
      view.dispatch(view.state.tr.replaceWith(0, begin.content.size, doc.content));
    } catch {
      // a draft of an older editor: the text of the server stands
    }
  }
  window.addEventListener('pagehide', () => {
    const { state } = window.history;
    const drafts = { ...state?.editor };
    delete drafts[area.id];
    if (!view.state.doc.eq(begin)) {
      drafts[area.id] = { from: area.defaultValue, doc: view.state.doc.toJSON() };
    }
    window.history.replaceState({ ...state, editor: drafts }, '');
  });
}
