// A classic script in <head>: the chosen theme must be there before the first pixel, and modules come too late.
{
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}
