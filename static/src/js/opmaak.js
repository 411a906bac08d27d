// The buttons above a small text box; a page that has one asks for them.
import '@github/markdown-toolbar-element';
