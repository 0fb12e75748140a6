// The chosen theme, before anything is painted: a module would come too late.
try {
  const theme = localStorage.getItem('vid-theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {}
