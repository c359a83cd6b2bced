// The page of `explain --html`: draws the picture from the data of the page.
(() => {
  "use strict";
  const host = document.getElementById("chain");
  try {
    Chainrule.chainPicture(host, JSON.parse(document.getElementById("report-data").textContent));
  } catch (error) {
    const message = document.createElement("p");
    message.className = "failed";
    message.textContent = `The picture could not be drawn: ${error.message}`;
    host.replaceChildren(message);
  }
})();
