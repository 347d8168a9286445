// The few behaviours that HTML has not got. Every page works without them.
import "./messages.js";
