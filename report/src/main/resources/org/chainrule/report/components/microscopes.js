// The microscopes of the report: the same picture as that of `explain --html`; one in a closed part is drawn when the part is opened.
(globalThis.chainruleCharts ??= []).push((kit) => {
  "use strict";
  document.querySelectorAll("[data-microscope]").forEach((host) => {
    try {
      Chainrule.chainPicture(host, kit.data.inside.microscopes[Number(host.dataset.microscope)]);
    } catch (error) {
      const message = document.createElement("p");
      message.className = "failed";
      message.textContent = `This picture could not be drawn: ${error.message}`;
      host.replaceChildren(message);
    }
  });
  return {};
});
