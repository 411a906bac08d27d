// Loaded only by pages that use htmx; its settings stand in the meta element of base.html.
import 'htmx.org';
