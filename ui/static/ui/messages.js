// Messages can be put away; a request that htmx could not finish says so, in the same place.
const region = () => document.getElementById("messages");

document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-dismiss]");
  if (!close) return;
  close.parentElement.remove();
  document.getElementById("main")?.focus({ preventScroll: true });
});

function say(text) {
  const message = document.createElement("div");
  message.className = "message";
  message.dataset.tone = "bad";
  const words = document.createElement("p");
  words.textContent = text;
  message.append(words);
  region()?.replaceChildren(message);
  region()?.scrollIntoView({ block: "nearest" });
}

const FAILURES = {
  403: "没有办理这件事的权限，或者页面放得太久了。请刷新后再试。",
  404: "这条记录找不到了，可能刚刚被移交或删除。请刷新后再看。",
  409: "刚刚有人更新了这条记录，请刷新后再看。",
  429: "操作太频繁了，请过一会儿再试。",
  503: "系统暂时不能使用，这一步没有完成。请过一两分钟再试。",
};

document.addEventListener("htmx:responseError", (event) => {
  say(FAILURES[event.detail.xhr.status] ?? "系统出错了，这一步没有完成。请过几分钟再试一次。");
});
document.addEventListener("htmx:sendError", () => say("连不上服务器，这一步没有完成。请检查网络后再试。"));
document.addEventListener("htmx:timeout", () => say("服务器很久没有回答，请过一会儿再试。"));
