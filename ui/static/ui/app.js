// The few behaviours that HTML has not got. Every page works without them.
import "./messages.js";
import "./drop.js";
import "./dialog.js";
import "./compare.js";
import "./scroll.js";
import "./inputs.js";
import "./fill.js";
import "./part.js";
import "./keep_open.js";
import "./print_page.js";
import "./copy.js";
import "./find.js";
