// Before the first picture: the theme that was chosen last, so that the page does not flash. A classic script, because modules run later.
{
  const chosen = (() => {
    try {
      return localStorage.getItem("chainrule.theme");
    } catch {
      return null;
    }
  })();
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
}
